"use client";

import { type ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { useFieldControl } from "./field-control";

/** The look of everything a value is typed into or chosen from. */
export const CONTROL =
  "w-full rounded-control border border-line-strong/70 bg-surface text-sm text-ink transition-colors hover:border-line-strong focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-bad";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      {...useFieldControl(props)}
      className={cn(CONTROL, "h-9 px-3 max-sm:text-base", className)}
    />
  );
}
