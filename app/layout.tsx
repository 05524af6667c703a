import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { type Metadata, type Viewport } from "next";
import { type ReactNode } from "react";
import { Theme } from "@/components/feedback/theme";
import { TimeZone } from "@/components/feedback/time-zone";
import { Toaster } from "@/components/feedback/toaster";
import { PUBLIC_ENV_META, type PublicEnv } from "@/lib/env-public";
import { serverEnv } from "@/lib/server/env";
import { pageNonce } from "@/lib/server/nonce";
import { ClientMessages } from "./client-messages";
import "./globals.css";

// A page made ahead of time could not carry the nonce of its request.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "My Aibud", template: "%s · My Aibud" },
  description:
    "An open WhatsApp assistant for businesses: an AI answers customers within seconds, calls a human when it should, and never spends a credit that is not there.",
  applicationName: "My Aibud",
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f8f6" },
    { media: "(prefers-color-scheme: dark)", color: "#0c0f0d" },
  ],
};

export default async function RootLayout({
  children,
}: {
  children: ReactNode;
}) {
  const env = serverEnv();
  const publicEnv: PublicEnv = {
    sentryDsn: env.NEXT_PUBLIC_SENTRY_DSN ?? null,
    sentryEnvironment: env.SENTRY_ENVIRONMENT,
  };
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      // The theme's class is set before React looks.
      suppressHydrationWarning
    >
      <head>
        <meta name={PUBLIC_ENV_META} content={JSON.stringify(publicEnv)} />
      </head>
      <body className="min-h-dvh font-sans">
        <Theme nonce={await pageNonce()}>
          <ClientMessages areas={[]}>
            {children}
            <TimeZone />
            <Toaster />
          </ClientMessages>
        </Theme>
      </body>
    </html>
  );
}
