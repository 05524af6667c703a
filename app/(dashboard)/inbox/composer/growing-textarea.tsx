"use client";

import { useLayoutEffect, type ComponentProps, type RefObject } from "react";
import { cn } from "@/lib/ui/cn";

const MOST_PX = 224;

interface Props extends Omit<ComponentProps<"textarea">, "ref"> {
  field: RefObject<HTMLTextAreaElement | null>;
  value: string;
}

/** A text field as tall as what is in it, up to a point. */
export function GrowingTextarea({ field, className, ...props }: Props) {
  useLayoutEffect(() => {
    if (field.current !== null) fit(field.current);
  }, [field, props.value]);
  return (
    <textarea
      ref={field}
      rows={2}
      className={cn(
        "block w-full resize-none bg-transparent px-3 py-2 text-sm leading-relaxed outline-none placeholder:text-muted max-sm:text-base",
        className,
      )}
      {...props}
    />
  );
}

function fit(element: HTMLTextAreaElement): void {
  element.style.height = "auto";
  element.style.height = `${Math.min(element.scrollHeight, MOST_PX)}px`;
}
