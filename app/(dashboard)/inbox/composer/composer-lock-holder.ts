import { ConvexError } from "convex/values";

/** Who holds the composer, when that is why a message was refused. */
export function composerLockHolder(error: unknown): string | null {
  if (!(error instanceof ConvexError)) return null;
  const data: unknown = error.data;
  const details = field(data, "details");
  if (field(details, "reason") !== "composer_locked") return null;
  const name = field(details, "name");
  return typeof name === "string" ? name : "";
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
