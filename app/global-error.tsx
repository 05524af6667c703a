"use client";

import { NextIntlClientProvider } from "next-intl";
import common from "@/lib/i18n/en/common.json";
import ErrorPage from "./error";
import "./globals.css";

interface GlobalErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** Stands in for the root layout, and all it provides, when that is what failed. */
export default function GlobalError(props: GlobalErrorProps) {
  return (
    <html lang="en">
      <body className="min-h-dvh font-sans">
        <title>{`${common.pages.errorTitle} · ${common.product}`}</title>
        <NextIntlClientProvider
          locale="en"
          timeZone="UTC"
          messages={{ common }}
        >
          <ErrorPage {...props} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
