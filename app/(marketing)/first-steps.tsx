const COMMANDS = [
  {
    command: "npm start",
    text: "starts everything, with no account and no key",
  },
  { command: "npm run demo", text: "sends one message through the real path" },
  { command: "npm run books -- verify", text: "checks every credit" },
  { command: "npm test", text: "runs all checks" },
];

export function FirstSteps({ phoneUrl }: { phoneUrl: string | null }) {
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
        First steps
      </h2>
      <p className="mt-2 max-w-prose text-muted">
        {phoneUrl === null ? (
          "Write to the connected number from any WhatsApp. "
        ) : (
          <>
            Be a customer on the{" "}
            <a
              className="text-ink underline underline-offset-4"
              href={phoneUrl}
            >
              simulated phone
            </a>{" "}
            and watch the answer come back.{" "}
          </>
        )}
        The README in the project folder goes through the rest, up to the real
        services, one at a time.
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
            <dd className="text-[0.9375rem] text-muted">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
