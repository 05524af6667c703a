"use client";

import { createContext } from "react";

/** The conversation the page itself shows, as long as nobody went on from it; null otherwise. */
export const ServedThread = createContext<string | null>(null);
