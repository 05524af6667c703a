"use client";

import { type ReactNode } from "react";
import { DescribeError } from "@/components/ui/describe-error";
import { useErrorText } from "./use-error-text";

/** Lets dialogs say why something failed. */
export function ErrorSentences({ children }: { children: ReactNode }) {
  return <DescribeError value={useErrorText()}>{children}</DescribeError>;
}
