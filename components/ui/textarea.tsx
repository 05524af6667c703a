"use client";

import { type ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { useFieldControl } from "./field-control";
import { CONTROL } from "./input";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...useFieldControl(props)}
      className={cn(
        CONTROL,
        "field-sizing-content min-h-20 resize-y px-3 py-2 leading-relaxed max-sm:text-base",
        className,
      )}
    />
  );
}
