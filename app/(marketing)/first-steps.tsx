import { useTranslations } from "next-intl";

const COMMANDS = [
  { command: "npm start", text: "start" },
  { command: "npm run demo", text: "demo" },
  { command: "npm run books -- verify", text: "books" },
  { command: "npm test", text: "test" },
] as const;

export function FirstSteps({ phoneUrl }: { phoneUrl: string | null }) {
  const t = useTranslations("marketing.steps");
  return (
    <section
      id="first-steps"
      aria-labelledby="first-steps-title"
      className="scroll-mt-6"
    >
      <h2
        id="first-steps-title"
        className="text-2xl font-semibold tracking-tight"
      >
        {t("title")}
      </h2>
      <p className="mt-2 max-w-prose text-muted">
        {phoneUrl === null
          ? t("write")
          : t.rich("phone", {
              link: (words) => (
                <a
                  className="text-ink underline underline-offset-4"
                  href={phoneUrl}
                >
                  {words}
                </a>
              ),
            })}{" "}
        {t("readme")}
      </p>
      <dl className="mt-6 overflow-hidden rounded-2xl border border-line bg-surface">
        {COMMANDS.map(({ command, text }) => (
          <div
            key={command}
            className="flex flex-col gap-x-6 gap-y-1 border-line px-5 py-3.5 not-last:border-b sm:flex-row sm:items-baseline"
          >
            <dt className="sm:w-64 sm:shrink-0">
              <code className="font-mono text-sm">{command}</code>
            </dt>
            <dd className="text-[0.9375rem] text-muted">{t(text)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
