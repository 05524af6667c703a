import { isRecord, type JsonRecord } from "../shared/json";

/** A form field that carries a JSON object; null when it carries none. */
export function jsonRecord(text: string | undefined): JsonRecord | null {
  if (text === undefined || text === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** Clerk's deep merge of metadata: null deletes a key. */
export function mergeMetadata(into: JsonRecord, patch: JsonRecord): JsonRecord {
  const merged = new Map(Object.entries(into));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else {
      const before = merged.get(key);
      const both = isRecord(value) && isRecord(before);
      merged.set(key, both ? mergeMetadata(before, value) : value);
    }
  }
  return Object.fromEntries(merged);
}
