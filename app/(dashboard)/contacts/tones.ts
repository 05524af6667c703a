import { type Tone } from "@/components/ui/badge";
import { type ConsentStatus } from "@/lib/consent/policy";

export const CONSENT_TONES = {
  unknown: "neutral",
  opted_in: "good",
  opted_out: "bad",
} as const satisfies Record<ConsentStatus, Tone>;
