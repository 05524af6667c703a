"use client";

import {
  type ComponentProps,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
} from "react";
import { AsChild } from "./as-child";
import {
  type FloatingProps,
  type FloatingState,
  useFloatingState,
} from "./floating-state";
import { onDemand } from "./on-demand";
import type * as PopoverParts from "./popover-layer";

type Layer = typeof PopoverParts;

// Fetched when the trigger is approached.
const layer = onDemand(() => import("./popover-layer"));

const PopoverContext = createContext<FloatingState | null>(null);

function usePopover(): FloatingState {
  const popover = useContext(PopoverContext);
  if (popover === null) throw new Error("A part stands outside its popover.");
  return popover;
}

interface PopoverProps extends FloatingProps {
  children: ReactNode;
}

export function Popover({ children, ...props }: PopoverProps) {
  const popover = useFloatingState(props);
  useEffect(() => {
    if (popover.isOpen) layer.ask();
  }, [popover.isOpen]);
  return <PopoverContext value={popover}>{children}</PopoverContext>;
}

/** Makes its only child the trigger. */
export function PopoverTrigger({ children }: { children: ReactNode }) {
  const { isOpen, change, setTrigger, triggerId, contentId } = usePopover();
  return (
    <AsChild
      ref={setTrigger}
      id={triggerId}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-controls={isOpen ? contentId : undefined}
      data-state={isOpen ? "open" : "closed"}
      onPointerEnter={layer.ask}
      onFocus={layer.ask}
      onClick={() => change(!isOpen)}
    >
      {children}
    </AsChild>
  );
}

type ContentProps = Omit<ComponentProps<Layer["PopoverLayer"]>, "floating">;

export function PopoverContent(props: ContentProps) {
  const popover = usePopover();
  const loaded = layer.useLoaded();
  return loaded === null ? null : (
    <loaded.PopoverLayer floating={popover} {...props} />
  );
}
