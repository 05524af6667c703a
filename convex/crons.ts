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
crons.interval(
  "count what happened since the last count",
  { seconds: 30 },
  internal.analytics.fold.advance,
  {},
);
crons.interval(
  "forget who looked at a conversation",
  { minutes: 5 },
  internal.conversations.presence.forgetExpired,
  {},
);
crons.daily(
  "empty messages past their retention",
  { hourUTC: 2, minuteUTC: 40 },
  internal.messages.retention.sweep,
  {},
);

export default crons;
