import { type ReactNode } from "react";
import { cn } from "@/lib/ui/cn";

const TONES = {
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
} as const;

interface StatusBadgeProps {
  tone: keyof typeof TONES;
  children: ReactNode;
}

/** Says the state in words; the dot only repeats it. */
export function StatusBadge({ tone, children }: StatusBadgeProps) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-2 text-sm font-medium",
        TONES[tone],
      )}
    >
      <span aria-hidden="true" className="size-2 rounded-full bg-current" />
      {children}
    </span>
  );
}
