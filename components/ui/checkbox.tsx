"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { cn } from "@/lib/ui/cn";
import { useFieldControl } from "./field-control";

export interface CheckboxProps extends Omit<
  ComponentProps<"input">,
  "type" | "checked" | "ref"
> {
  checked?: boolean | "indeterminate";
  onCheckedChange?: (checked: boolean) => void;
}

// A native input: Radix hides one with an inline style, which the page policy
// refuses in server HTML.
export function Checkbox({
  checked,
  onCheckedChange,
  onChange,
  className,
  ...props
}: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current !== null)
      ref.current.indeterminate = checked === "indeterminate";
  }, [checked]);
  return (
    <input
      {...useFieldControl(props)}
      {...(checked === undefined ? {} : { checked: checked === true })}
      ref={ref}
      type="checkbox"
      onChange={(event) => {
        onChange?.(event);
        onCheckedChange?.(event.target.checked);
      }}
      className={cn(
        "m-1 size-4 shrink-0 cursor-pointer accent-accent disabled:cursor-not-allowed",
        className,
      )}
    />
  );
}
