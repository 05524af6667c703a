"use client";

import * as Primitive from "radix-ui/popover";
import { type ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { FLOATING } from "./floating";
import { type FloatingState } from "./floating-state";

interface PopoverLayerProps extends ComponentProps<typeof Primitive.Content> {
  floating: FloatingState;
}

/** What floats beside the trigger. */
export function PopoverLayer({
  floating,
  className,
  align = "center",
  sideOffset = 4,
  ...props
}: PopoverLayerProps) {
  return (
    <Primitive.Root open={floating.isOpen} onOpenChange={floating.change}>
      <Primitive.Anchor virtualRef={{ current: floating.trigger }} />
      <Primitive.Portal>
        <Primitive.Content
          id={floating.contentId}
          align={align}
          sideOffset={sideOffset}
          collisionPadding={8}
          className={cn(FLOATING, "w-72 p-4", className)}
          onInteractOutside={(event) => {
            // The trigger closes it itself.
            const { target } = event;
            if (
              target instanceof Node &&
              floating.trigger?.contains(target) === true
            ) {
              event.preventDefault();
            }
          }}
          onCloseAutoFocus={(event) => {
            if (document.activeElement !== document.body) return;
            event.preventDefault();
            floating.trigger?.focus();
          }}
          {...props}
        />
      </Primitive.Portal>
    </Primitive.Root>
  );
}
