"use client";

import { ChevronDown } from "lucide-react";
import { type ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { useFieldControl } from "./field-control";
import { CONTROL } from "./input";

/** The browser's own list of `option`s: best on phones and for long lists. */
export function NativeSelect({
  className,
  ...props
}: ComponentProps<"select">) {
  return (
    <span className="relative inline-flex w-full">
      <select
        {...useFieldControl(props)}
        className={cn(
          CONTROL,
          "h-9 appearance-none ps-3 pe-8 max-sm:text-base",
          className,
        )}
      />
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute end-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
