import { CheckCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/ui/cn";

const MESSAGES = [
  { from: "customer", text: "ask", at: "10:41" },
  { from: "business", text: "answer", at: "10:41" },
  { from: "customer", text: "bigAsk", at: "10:42" },
  { from: "business", text: "handoff", at: "10:42" },
] as const;

/** An illustration of one conversation and what it cost; not live data. */
export function Conversation() {
  const t = useTranslations("marketing.conversation");
  return (
    <figure className="overflow-hidden rounded-3xl border border-line bg-surface shadow-sm">
      <figcaption className="flex items-center gap-3 border-b border-line px-5 py-4">
        <span
          aria-hidden="true"
          className="grid size-9 place-items-center rounded-full bg-accent-soft font-semibold text-accent"
        >
          {t("name").slice(0, 1)}
        </span>
        <span>
          <span className="block leading-tight font-medium">{t("name")}</span>
          <span className="text-sm text-muted">{t("caption")}</span>
        </span>
      </figcaption>
      <ul className="flex flex-col gap-2.5 bg-sunken px-4 py-5 sm:px-5">
        {MESSAGES.map((message) => (
          <Bubble key={message.text} {...message} />
        ))}
      </ul>
      <dl className="grid grid-cols-3 border-t border-line text-sm">
        <Figure name={t("spent")} value={t("spentValue", { count: 2 })} />
        <Figure name={t("reserved")} value="0" />
        <Figure name={t("available")} value="98" />
      </dl>
    </figure>
  );
}

function Bubble({ from, text, at }: (typeof MESSAGES)[number]) {
  const t = useTranslations("marketing.conversation");
  const ours = from === "business";
  return (
    <li
      className={cn(
        "max-w-[86%] rounded-2xl px-3.5 py-2 text-[0.9375rem] leading-snug",
        ours
          ? "self-end rounded-br-md bg-bubble"
          : "self-start rounded-bl-md bg-bubble-in",
      )}
    >
      <span className="sr-only">{ours ? t("ours") : t("customer")} </span>
      {t(text)}
      <span className="mt-0.5 flex items-center justify-end gap-1 text-xs text-muted">
        {at}
        {ours && (
          <CheckCheck aria-label={t("read")} className="size-4 text-accent" />
        )}
      </span>
    </li>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="border-line px-4 py-3 not-last:border-r sm:px-5">
      <dt className="text-muted">{name}</dt>
      <dd className="font-medium tabular-nums">{value}</dd>
    </div>
  );
}
