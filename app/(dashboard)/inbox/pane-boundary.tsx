"use client";

import { Component, type ReactNode } from "react";
import { errorCode } from "@/lib/error-code";

interface Props {
  /** What stands in its place; `isGone` when there is nothing to show, and not our fault. */
  fallback: (isGone: boolean, retry: () => void) => ReactNode;
  children: ReactNode;
}

interface State {
  failure: "gone" | "broken" | null;
}

/** Keeps a pane that cannot be shown from taking the others with it. */
export class PaneBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: isGone(error) ? "gone" : "broken" };
  }

  override render() {
    const { failure } = this.state;
    return failure === null
      ? this.props.children
      : this.props.fallback(failure === "gone", () =>
          this.setState({ failure: null }),
        );
  }
}

/** A row that is not there, or an id of the address that is none. */
function isGone(error: unknown): boolean {
  return (
    errorCode(error) === "NOT_FOUND" ||
    (error instanceof Error && error.message.includes("ArgumentValidation"))
  );
}
