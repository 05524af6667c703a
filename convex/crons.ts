import { cronJobs } from "convex/server";
import { internal } from "./_generated/api";

const crons = cronJobs();

crons.interval(
  "settle expired holds",
  { seconds: 15 },
  internal.messages.watchdog.settleExpiredHolds,
  {},
);
crons.interval(
  "forget acknowledgements whose message never came",
  { hours: 1 },
  internal.messages.delivery.forgetOldAcks,
  {},
);

export default crons;
