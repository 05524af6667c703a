"use client";

import { useId, useState } from "react";

export interface FloatingProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export interface FloatingState {
  isOpen: boolean;
  change: (open: boolean) => void;
  trigger: HTMLElement | null;
  setTrigger: (trigger: HTMLElement | null) => void;
  triggerId: string;
  contentId: string;
  /** Whether the pointer opened it; else its first line takes the focus. */
  isByPointer: boolean;
  setIsByPointer: (isByPointer: boolean) => void;
}

/** What a trigger and the layer that floats beside it have in common. */
export function useFloatingState(props: FloatingProps): FloatingState {
  const id = useId();
  const [own, setOwn] = useState(false);
  const [trigger, setTrigger] = useState<HTMLElement | null>(null);
  const [isByPointer, setIsByPointer] = useState(false);
  return {
    isOpen: props.open ?? own,
    change: (open) => {
      if (!open) setIsByPointer(false);
      setOwn(open);
      props.onOpenChange?.(open);
    },
    trigger,
    setTrigger,
    triggerId: `${id}-trigger`,
    contentId: `${id}-content`,
    isByPointer,
    setIsByPointer,
  };
}
