import { HandHelping, ReceiptText, ShieldCheck } from "lucide-react";

const PROMISES = [
  {
    icon: ShieldCheck,
    title: "Only signed messages get in",
    text: "Every webhook is checked against its signature byte for byte, and a message that arrives twice is answered once.",
  },
  {
    icon: HandHelping,
    title: "It knows when to step back",
    text: "STOP is obeyed at once. A question it should not answer, or a colleague who picks up the phone, hands the conversation to people.",
  },
  {
    icon: ReceiptText,
    title: "Every credit has a receipt",
    text: "A credit is reserved before the AI answers and captured only when WhatsApp took the message. The books are double-entry and can be checked by anyone.",
  },
];

export function Promises() {
  return (
    <section aria-labelledby="promises-title">
      <h2 id="promises-title" className="text-2xl font-semibold tracking-tight">
        What it promises
      </h2>
      <ul className="mt-6 grid gap-x-10 gap-y-8 md:grid-cols-3">
        {PROMISES.map(({ icon: Icon, title, text }) => (
          <li key={title} className="border-t border-line pt-5">
            <Icon aria-hidden="true" className="size-5 text-accent" />
            <h3 className="mt-3 font-medium">{title}</h3>
            <p className="mt-1.5 leading-relaxed text-pretty text-muted">
              {text}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
