import { type Filter } from "../address";

const MOST = 100;

export type Counts = Partial<Record<Filter, number>>;

export function shownCount(count: number): string {
  return count >= MOST ? "99+" : String(count);
}
