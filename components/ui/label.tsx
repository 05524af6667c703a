import { type ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";

export function Label({ className, ...props }: ComponentProps<"label">) {
  return (
    <label
      className={cn("text-[0.8125rem] font-medium text-ink", className)}
      {...props}
    />
  );
}
