// Preloaded into processes of a trial: they live CLOCK_SHIFT_MS in the future,
// or as many ms as the file CLOCK_SHIFT_FILE says, and follow it when it changes.
import { readFileSync } from "node:fs";

const FOLLOW_EVERY_MS = 50;
const file = process.env.CLOCK_SHIFT_FILE;
const RealDate = Date;
let shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);

function follow() {
  if (file === undefined) return;
  try {
    const wanted = Number(readFileSync(file, "utf8"));
    // A clock never goes back; a half-written file says nothing.
    if (Number.isFinite(wanted)) shiftMs = Math.max(shiftMs, wanted);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

class ShiftedDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + shiftMs);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + shiftMs;
  }
}

follow();
setInterval(follow, FOLLOW_EVERY_MS).unref();
globalThis.Date = ShiftedDate;
