import { type ReactNode } from "react";
import { cn } from "@/lib/ui/cn";

interface StatProps {
  label: ReactNode;
  value: ReactNode;
  hint?: ReactNode;
  className?: string;
}

/** One figure; stands in a `dl`. */
export function Stat({ label, value, hint, className }: StatProps) {
  return (
    <div className={cn("min-w-0", className)}>
      <dt className="text-[0.8125rem] text-muted">{label}</dt>
      <dd className="mt-0.5">
        <span className="text-xl font-semibold tracking-tight tabular-nums">
          {value}
        </span>
        {hint !== undefined && (
          <span className="mt-0.5 block text-xs text-muted">{hint}</span>
        )}
      </dd>
    </div>
  );
}
