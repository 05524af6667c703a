import { HandHelping, ReceiptText, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";

const PROMISES = [
  { icon: ShieldCheck, key: "signed" },
  { icon: HandHelping, key: "stepBack" },
  { icon: ReceiptText, key: "receipt" },
] as const;

export function Promises() {
  const t = useTranslations("marketing.promises");
  return (
    <section aria-labelledby="promises-title">
      <h2 id="promises-title" className="text-2xl font-semibold tracking-tight">
        {t("title")}
      </h2>
      <ul className="mt-6 grid gap-x-10 gap-y-8 md:grid-cols-3">
        {PROMISES.map(({ icon: Icon, key }) => (
          <li key={key} className="border-t border-line pt-5">
            <Icon aria-hidden="true" className="size-5 text-accent" />
            <h3 className="mt-3 font-medium">{t(`${key}.title`)}</h3>
            <p className="mt-1.5 leading-relaxed text-pretty text-muted">
              {t(`${key}.text`)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
