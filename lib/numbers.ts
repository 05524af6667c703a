/** The whole number a text says, within bounds; null for anything else. */
export function wholeNumber(
  text: string,
  least: number,
  most: number,
): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,15}$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return value >= least && value <= most ? value : null;
}
