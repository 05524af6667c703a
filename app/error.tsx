"use client";

import { captureException } from "@sentry/nextjs";
import { useEffect } from "react";
import { MessageScreen } from "./message-screen";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  useEffect(() => {
    captureException(error);
  }, [error]);
  return (
    <MessageScreen
      title="Something went wrong"
      text={
        error.digest === undefined
          ? "This is our mistake, not yours. Trying again may help."
          : `This is our mistake, not yours. Trying again may help. Reference: ${error.digest}`
      }
    >
      <button
        type="button"
        onClick={reset}
        className="inline-flex min-h-11 items-center rounded-full bg-accent px-5 font-medium text-accent-ink hover:opacity-90"
      >
        Try again
      </button>
    </MessageScreen>
  );
}
