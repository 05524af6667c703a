import { Account } from "./account";
import { Bell } from "./bell";
import { CreditsPill } from "./credits-pill";
import { Keyboard } from "./keyboard";
import { NumberStrip } from "./number-strip";
import { ThemeToggle } from "./theme-toggle";

/** What is always in sight: numbers, credits, notifications, the person. */
export function Topbar() {
  return (
    <header className="flex h-12 shrink-0 items-center justify-between gap-2 border-b border-line bg-surface px-2 sm:px-3">
      <div className="flex min-w-0 items-center gap-1">
        <NumberStrip />
      </div>
      <div className="flex shrink-0 items-center gap-1">
        <CreditsPill />
        <Keyboard />
        <ThemeToggle />
        <Bell />
        <Account />
      </div>
    </header>
  );
}
