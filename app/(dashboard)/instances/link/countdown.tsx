"use client";

import { type ReactNode } from "react";
import { useSecond } from "./use-second";

interface CountdownProps {
  /** Epoch milliseconds. */
  until: number;
  children: (seconds: number) => ReactNode;
}

/** Renders the whole seconds that are left, at least 0. */
export function Countdown({ until, children }: CountdownProps) {
  const now = useSecond();
  return children(Math.max(0, Math.ceil((until - now) / 1_000)));
}
