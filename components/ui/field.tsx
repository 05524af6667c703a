"use client";

import { type ReactNode, useId, useMemo } from "react";
import { cn } from "@/lib/ui/cn";
import { FieldContext } from "./field-control";
import { Label } from "./label";

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong; shown and announced when it is there. */
  error?: ReactNode;
  /** "row" puts the control beside its label: for switches and checkboxes. */
  layout?: "column" | "row";
  className?: string;
  /** One control of components/ui; it takes its id and description from here. */
  children: ReactNode;
}

export function Field({
  label,
  hint,
  error,
  layout = "column",
  className,
  children,
}: FieldProps) {
  const id = useId();
  const hasHint = hint !== undefined && hint !== null;
  const invalid = error !== undefined && error !== null && error !== "";
  const control = useMemo(() => {
    const describedBy = [hasHint && `${id}-hint`, invalid && `${id}-error`]
      .filter((part) => part !== false)
      .join(" ");
    return { id, describedBy: describedBy || undefined, invalid };
  }, [id, hasHint, invalid]);
  const row = layout === "row";
  const hintLine = hasHint && (
    <p id={`${id}-hint`} className="text-[0.8125rem] text-muted">
      {hint}
    </p>
  );
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div
        className={row ? "flex items-start justify-between gap-4" : "contents"}
      >
        <div className={row ? "flex min-w-0 flex-col gap-0.5" : "contents"}>
          <Label htmlFor={id}>{label}</Label>
          {row && hintLine}
        </div>
        <FieldContext value={control}>{children}</FieldContext>
      </div>
      {!row && hintLine}
      <p
        id={`${id}-error`}
        role="alert"
        className="text-[0.8125rem] text-bad empty:hidden"
      >
        {invalid ? error : null}
      </p>
    </div>
  );
}
