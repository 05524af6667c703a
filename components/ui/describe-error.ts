"use client";

import { createContext } from "react";

/** Turns what was thrown into a sentence; the application provides it. */
export const DescribeError = createContext<((error: unknown) => string) | null>(
  null,
);
