import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { Verdict } from "./types";

const TONES: Readonly<Record<Verdict, Tone>> = {
  accepted: "good",
  duplicate: "neutral",
  ignored: "neutral",
  limited: "warn",
  rejected: "bad",
  dead_letter: "bad",
};

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const t = useTranslations("webhooks.verdict");
  return <Badge tone={TONES[verdict]}>{t(verdict)}</Badge>;
}
