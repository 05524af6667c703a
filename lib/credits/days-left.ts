/** Whole days the credits last at this pace; null while nothing is spent. */
export function daysLeft(
  available: number,
  averagePerDay: number,
): number | null {
  if (averagePerDay <= 0) return null;
  return Math.max(0, Math.floor(available / averagePerDay));
}
