import { ArrowRight, Smartphone } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";

export function Hero({ phoneUrl }: { phoneUrl: string | null }) {
  return (
    <div>
      <h1 className="text-[2.375rem] leading-[1.08] font-semibold tracking-[-0.03em] text-balance sm:text-5xl xl:text-[3.375rem]">
        Your WhatsApp, answered in seconds.
      </h1>
      <p className="mt-5 max-w-xl text-lg leading-relaxed text-pretty text-muted">
        Link your business number. An AI answers your customers from what you
        taught it, calls a person when it should, and never spends a credit that
        is not there.
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        {phoneUrl !== null && (
          <ButtonLink href={phoneUrl} tone="primary">
            <Smartphone aria-hidden="true" className="size-4" />
            Open the simulated phone
          </ButtonLink>
        )}
        <ButtonLink
          href="#first-steps"
          tone={phoneUrl === null ? "primary" : "quiet"}
        >
          First steps
          <ArrowRight aria-hidden="true" className="size-4" />
        </ButtonLink>
      </div>
    </div>
  );
}
