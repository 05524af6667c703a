"use client";

import ErrorPage from "./error";
import "./globals.css";

interface GlobalErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** Stands in for the root layout when that is what failed. */
export default function GlobalError(props: GlobalErrorProps) {
  return (
    <html lang="en">
      <body className="min-h-dvh font-sans">
        <title>Something went wrong · My Aibud</title>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
