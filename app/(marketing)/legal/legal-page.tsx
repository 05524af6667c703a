import { useFormatter, useTranslations } from "next-intl";
import { type Party } from "@/lib/server/party";

/** Midnight UTC of the day the texts last changed. */
const UPDATED_AT = Date.UTC(2026, 10, 22);

export const SECTIONS = {
  privacy: [
    "roles",
    "data",
    "ai",
    "processors",
    "retention",
    "cookies",
    "rights",
    "security",
  ],
  terms: [
    "service",
    "account",
    "acceptable",
    "credits",
    "ai",
    "suspension",
    "liability",
    "changes",
  ],
  security: ["report", "times", "safeHarbour", "measures", "inherited"],
} as const;

interface LegalPageProps {
  page: keyof typeof SECTIONS;
  party: Party;
}

/** One of the pages people are entitled to. */
export function LegalPage({ page, party }: LegalPageProps) {
  const t = useTranslations("legal");
  const format = useFormatter();
  const names = {
    operator: party.operator ?? t("operator"),
    contact: party.contact ?? t("contact"),
  };
  return (
    <main className="mx-auto max-w-3xl py-8 sm:py-14">
      <h1 className="text-4xl font-semibold tracking-[-0.03em]">
        {t(`${page}.title`)}
      </h1>
      <p className="mt-4 text-lg leading-relaxed text-pretty text-muted">
        {t(`${page}.lead`, names)}
      </p>
      <p className="mt-3 text-sm text-muted">
        {t("updated", {
          date: format.dateTime(UPDATED_AT, {
            dateStyle: "long",
            timeZone: "UTC",
          }),
        })}
      </p>
      <Contents page={page} />
      {SECTIONS[page].map((section) => (
        <Section
          key={section}
          id={section}
          title={message(t, page, section, "title", names)}
          text={message(t, page, section, "text", names)}
        />
      ))}
    </main>
  );
}

type Translate = ReturnType<typeof useTranslations<"legal">>;

// The page and the section are each known, their pairs are not to the compiler.
function message(
  t: Translate,
  page: string,
  section: string,
  part: "title" | "text",
  names: Record<string, string>,
): string {
  return t(
    `${page}.sections.${section}.${part}` as "privacy.sections.ai.text",
    names,
  );
}

function Contents({ page }: { page: keyof typeof SECTIONS }) {
  const t = useTranslations("legal");
  return (
    <nav aria-label={t("contents")} className="mt-8">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {SECTIONS[page].map((section) => (
          <li key={section}>
            <a
              href={`#${section}`}
              className="inline-flex min-h-6 items-center underline underline-offset-4"
            >
              {message(t, page, section, "title", {})}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface SectionProps {
  id: string;
  title: string;
  text: string;
}

function Section({ id, title, text }: SectionProps) {
  return (
    <section aria-labelledby={id} className="mt-10">
      <h2 id={id} className="scroll-mt-6 text-xl font-semibold tracking-tight">
        {title}
      </h2>
      {text.split("\n\n").map((paragraph) => (
        <p key={paragraph} className="mt-3 leading-relaxed text-pretty">
          {paragraph}
        </p>
      ))}
    </section>
  );
}
