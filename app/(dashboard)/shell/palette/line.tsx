"use client";

import { Command } from "cmdk";
import { type ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";

export function PaletteGroup(props: ComponentProps<typeof Command.Group>) {
  return (
    <Command.Group
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted"
      {...props}
    />
  );
}

export function PaletteLine({
  className,
  ...props
}: ComponentProps<typeof Command.Item>) {
  return (
    <Command.Item
      className={cn(
        "flex min-h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 py-1.5 text-sm data-[selected=true]:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted",
        className,
      )}
      {...props}
    />
  );
}
