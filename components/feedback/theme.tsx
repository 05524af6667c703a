"use client";

import { ThemeProvider } from "next-themes";
import { type ReactNode, useEffect } from "react";
import { shareStyleNonce } from "@/lib/ui/style-nonce";

interface ThemeProps {
  /** Of the script that sets the theme before anything is painted. */
  nonce: string;
  children: ReactNode;
}

/** Light or dark as the system says, until the person chooses. */
export function Theme({ nonce, children }: ThemeProps) {
  useEffect(shareStyleNonce, []);
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableColorScheme={false}
      disableTransitionOnChange
      nonce={nonce}
    >
      {children}
    </ThemeProvider>
  );
}
