/** Whether a text has the form of a document id; the table may still be another. */
export function isConvexId(text: string): boolean {
  return /^[0-9a-z]{20,40}$/.test(text);
}
