/** A text among the details of a refusal, or null. */
export function detailOf(error: unknown, name: string): string | null {
  const value = property(property(property(error, "data"), "details"), name);
  return typeof value === "string" ? value : null;
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
