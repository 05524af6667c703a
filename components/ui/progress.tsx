import { cn } from "@/lib/ui/cn";

interface ProgressProps {
  value: number;
  max?: number;
  /** What is progressing, for those who cannot see the bar. */
  label: string;
  tone?: "accent" | "warn" | "bad";
  className?: string;
}

const FILLS = {
  accent: "fill-accent",
  warn: "fill-warn",
  bad: "fill-bad",
} as const;

// Drawn as SVG: a width attribute is allowed where an inline style is not.
export function Progress({
  value,
  max = 100,
  label,
  tone = "accent",
  className,
}: ProgressProps) {
  const share = max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      className={cn("h-1.5 overflow-hidden rounded-full bg-line", className)}
    >
      <svg aria-hidden="true" className="block size-full">
        <rect
          width={`${(share * 100).toFixed(2)}%`}
          height="100%"
          className={cn("transition-[width]", FILLS[tone])}
        />
      </svg>
    </div>
  );
}
