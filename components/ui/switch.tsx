"use client";

import { type ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { useFieldControl } from "./field-control";

export interface SwitchProps extends Omit<
  ComponentProps<"input">,
  "type" | "role"
> {
  onCheckedChange?: (checked: boolean) => void;
}

export function Switch({
  onCheckedChange,
  onChange,
  className,
  ...props
}: SwitchProps) {
  return (
    <input
      {...useFieldControl(props)}
      type="checkbox"
      role="switch"
      onChange={(event) => {
        onChange?.(event);
        onCheckedChange?.(event.target.checked);
      }}
      className={cn(
        "relative h-6 w-10 shrink-0 cursor-pointer appearance-none rounded-full bg-line-strong transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-5 before:rounded-full before:bg-white before:shadow-raised before:transition-transform checked:bg-accent checked:before:translate-x-4 focus-visible:rounded-full disabled:cursor-not-allowed disabled:opacity-50 dark:before:bg-surface",
        className,
      )}
    />
  );
}
