import { Check } from "lucide-react";
import { type Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { PRICES } from "@/lib/credits/prices";
import { routes } from "@/lib/routes";
import { PriceTable } from "./price-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("marketing.pricing");
  return { title: t("title"), description: t("description") };
}

export default function PricingPage() {
  const t = useTranslations("marketing.pricing");
  return (
    <main className="mx-auto flex max-w-3xl flex-col gap-12 py-8 sm:py-14">
      <header>
        <h1 className="text-4xl font-semibold tracking-[-0.03em]">
          {t("title")}
        </h1>
        <p className="mt-4 text-lg leading-relaxed text-pretty text-muted">
          {t("lead")}
        </p>
      </header>
      <Section title={t("priceList")}>
        <PriceTable prices={PRICES} />
      </Section>
      <Section title={t("howTitle")}>
        <HowItIsSpent />
      </Section>
      <Section title={t("freeTitle")}>
        <Free />
      </Section>
      <Section title={t("topUpTitle")}>
        <p className="leading-relaxed text-muted">{t("topUp")}</p>
        <div className="mt-6 flex flex-wrap gap-3">
          <ButtonLink href={routes.signUp} tone="primary">
            {t("start")}
          </ButtonLink>
          <ButtonLink href={routes.terms} tone="quiet">
            {t("terms")}
          </ButtonLink>
        </div>
      </Section>
    </main>
  );
}

interface SectionProps {
  title: string;
  children: ReactNode;
}

function Section({ title, children }: SectionProps) {
  return (
    <section>
      <h2 className="mb-4 text-2xl font-semibold tracking-tight">{title}</h2>
      {children}
    </section>
  );
}

function HowItIsSpent() {
  const t = useTranslations("marketing.pricing.how");
  return (
    <ol className="grid gap-3 sm:grid-cols-3">
      {(["reserve", "capture", "release"] as const).map((step, index) => (
        <li
          key={step}
          className="rounded-2xl border border-line bg-surface p-4 text-[0.9375rem] leading-relaxed"
        >
          <span
            aria-hidden="true"
            className="mb-2 block font-mono text-sm text-accent"
          >
            {index + 1}
          </span>
          {t(step)}
        </li>
      ))}
    </ol>
  );
}

const FREE = [
  "inbound",
  "failed",
  "handoff",
  "overtaken",
  "test",
  "people",
] as const;

function Free() {
  const t = useTranslations("marketing.pricing.free");
  return (
    <ul className="flex flex-col gap-2.5">
      {FREE.map((key) => (
        <li key={key} className="flex gap-3 leading-relaxed">
          <Check
            aria-hidden="true"
            className="mt-1 size-4 shrink-0 text-accent"
          />
          {t(key)}
        </li>
      ))}
    </ul>
  );
}
