"use client";

import * as Primitive from "radix-ui/dialog";
import { type ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { DialogCloseButton, DialogOverlay } from "./dialog";

export const Sheet = Primitive.Root;

const SIDES = {
  right: "inset-y-0 end-0 w-full max-w-md animate-slide-end",
  left: "inset-y-0 start-0 w-full max-w-72 animate-slide-start",
  bottom:
    "inset-x-0 bottom-0 max-h-[85dvh] animate-slide-up rounded-t-panel pb-[env(safe-area-inset-bottom)]",
} as const;

interface SheetContentProps extends ComponentProps<typeof Primitive.Content> {
  side?: keyof typeof SIDES;
}

/** A dialog at the edge of the window. */
export function SheetContent({
  side = "right",
  className,
  children,
  ...props
}: SheetContentProps) {
  return (
    <Primitive.Portal>
      <DialogOverlay />
      <Primitive.Content
        className={cn(
          "fixed z-50 flex flex-col gap-4 overflow-y-auto overscroll-contain bg-surface p-5 shadow-float",
          SIDES[side],
          className,
        )}
        {...props}
      >
        {children}
        <DialogCloseButton />
      </Primitive.Content>
    </Primitive.Portal>
  );
}

export {
  DialogHeader as SheetHeader,
  DialogTitle as SheetTitle,
} from "./dialog";
