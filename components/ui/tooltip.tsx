"use client";

import {
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { AsChild } from "./as-child";
import { onDemand } from "./on-demand";

const OPEN_MS = 300;
// Time enough for the pointer to reach the hint.
const CLOSE_MS = 150;

const layer = onDemand(() => import("./tooltip-layer"));

interface HintProps {
  /** Shown on hover and focus; it describes, the trigger keeps its own name. */
  text: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}

/** A tooltip around one element. */
export function Hint({ text, side = "top", children }: HintProps) {
  const id = useId();
  const [trigger, setTrigger] = useState<HTMLElement | null>(null);
  const { isOpen, show, hide } = useDelayed();
  const loaded = layer.useLoaded();
  return (
    <>
      <AsChild
        ref={setTrigger}
        aria-describedby={isOpen && loaded !== null ? id : undefined}
        onPointerEnter={(event: PointerEvent) => {
          if (event.pointerType !== "touch") show(OPEN_MS);
        }}
        onPointerLeave={() => hide(CLOSE_MS)}
        onPointerDown={() => hide(0)}
        onFocus={(event: FocusEvent) => {
          if (event.target.matches(":focus-visible")) show(0);
        }}
        onBlur={() => hide(0)}
      >
        {children}
      </AsChild>
      {isOpen && loaded !== null && (
        <loaded.TooltipLayer
          id={id}
          anchor={trigger}
          side={side}
          onPointerEnter={() => show(0)}
          onPointerLeave={() => hide(CLOSE_MS)}
          onDismiss={() => hide(0)}
        >
          {text}
        </loaded.TooltipLayer>
      )}
    </>
  );
}

function useDelayed() {
  const [isOpen, setIsOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = (next: boolean, delayMs: number) => {
    clearTimeout(timer.current);
    if (delayMs === 0) setIsOpen(next);
    else timer.current = setTimeout(() => setIsOpen(next), delayMs);
  };
  return {
    isOpen,
    show: (delayMs: number) => {
      layer.ask();
      later(true, delayMs);
    },
    hide: (delayMs: number) => later(false, delayMs),
  };
}
