import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { NumberState } from "@/lib/instances/state";

const TONES: Readonly<Record<NumberState, Tone>> = {
  linked: "good",
  silent: "bad",
  other_account: "warn",
  waiting: "warn",
  starting: "accent",
  unreachable: "bad",
  lost: "bad",
  stopped: "neutral",
  attention: "warn",
  unknown: "neutral",
};

export function NumberStateBadge({ state }: { state: NumberState }) {
  const t = useTranslations("instances.state");
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
