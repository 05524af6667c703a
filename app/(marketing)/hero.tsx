import { ArrowRight, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { routes } from "@/lib/routes";

export function Hero({ phoneUrl }: { phoneUrl: string | null }) {
  const t = useTranslations("marketing.hero");
  return (
    <div>
      <h1 className="text-[2.375rem] leading-[1.08] font-semibold tracking-[-0.03em] text-balance sm:text-5xl xl:text-[3.375rem]">
        {t("title")}
      </h1>
      <p className="mt-5 max-w-xl text-lg leading-relaxed text-pretty text-muted">
        {t("text")}
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        <ButtonLink href={routes.signUp} tone="primary">
          {t("start")}
        </ButtonLink>
        {phoneUrl !== null && (
          <ButtonLink href={phoneUrl} tone="quiet">
            <Smartphone aria-hidden="true" className="size-4" />
            {t("phone")}
          </ButtonLink>
        )}
        <ButtonLink href="#first-steps" tone="quiet">
          {t("steps")}
          <ArrowRight aria-hidden="true" className="size-4" />
        </ButtonLink>
      </div>
    </div>
  );
}
