"use client";

import { Popper } from "radix-ui/internal";
import { type ReactNode, useEffect } from "react";
import { createPortal } from "react-dom";

interface TooltipLayerProps {
  id: string;
  anchor: HTMLElement | null;
  side: "top" | "right" | "bottom" | "left";
  onPointerEnter: () => void;
  onPointerLeave: () => void;
  onDismiss: () => void;
  children: ReactNode;
}

/** The words of a tooltip, beside what they describe. */
export function TooltipLayer({
  id,
  anchor,
  side,
  onDismiss,
  children,
  ...pointer
}: TooltipLayerProps) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") onDismiss();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [onDismiss]);
  return createPortal(
    <Popper.Root>
      <Popper.Anchor virtualRef={{ current: anchor }} />
      <Popper.Content
        id={id}
        role="tooltip"
        side={side}
        sideOffset={4}
        collisionPadding={8}
        className="z-50 max-w-64 animate-fade rounded-control bg-ink px-2 py-1 text-xs text-pretty text-canvas"
        {...pointer}
      >
        {children}
      </Popper.Content>
    </Popper.Root>,
    document.body,
  );
}
