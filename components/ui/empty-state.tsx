import { type ReactNode } from "react";
import { cn } from "@/lib/ui/cn";

interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  /** What this place is for and what to do first. */
  body?: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function EmptyState({
  icon,
  title,
  body,
  action,
  className,
}: EmptyStateProps) {
  return (
    <div
      className={cn(
        "flex flex-col items-center justify-center gap-3 px-6 py-12 text-center",
        className,
      )}
    >
      {icon !== undefined && (
        <span
          aria-hidden="true"
          className="grid size-10 place-items-center rounded-full bg-accent-soft text-accent [&_svg]:size-5"
        >
          {icon}
        </span>
      )}
      <div className="max-w-sm">
        <p className="text-sm font-semibold">{title}</p>
        {body !== undefined && (
          <p className="mt-1 text-sm leading-relaxed text-pretty text-muted">
            {body}
          </p>
        )}
      </div>
      {action}
    </div>
  );
}
