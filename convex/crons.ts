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
crons.interval(
  "seal the audit trail",
  { seconds: 30 },
  internal.audit.seal.advance,
  {},
);

crons.interval(
  "count the businesses' week for the operators' list",
  { minutes: 2 },
  internal.operators.overview.refresh,
  { after: 0 },
);
crons.interval(
  "go on with bulk work that stood still",
  { minutes: 1 },
  internal.operators.bulkRun.resume,
  {},
);

crons.interval(
  "go on with erasures that stopped",
  { minutes: 15 },
  internal.erasure.erasing.resumeStalled,
  {},
);
crons.interval(
  "look at the gateway for what no webhook brought",
  { seconds: 10 },
  internal.instances.monitor.tick,
  {},
);
crons.interval(
  "look for what operators must know",
  { minutes: 1 },
  internal.alerts.watch.evaluate,
  {},
);

crons.hourly(
  "turn the plans' periods that are over",
  { minuteUTC: 1 },
  internal.credits.plan.turnDue,
  {},
);
crons.daily(
  "reconcile every business's books",
  { hourUTC: 3, minuteUTC: 10 },
  internal.credits.checking.runAll,
  {},
);
crons.interval(
  "end checks of books that stopped reporting",
  { minutes: 10 },
  internal.credits.checking.endSilent,
  {},
);

crons.interval(
  "ask the payment provider about unpaid checkouts",
  { minutes: 1 },
  internal.payments.looking.begin,
  {},
);
crons.hourly(
  "ask the payment provider what it refunded",
  { minuteUTC: 25 },
  internal.payments.looking.beginRefunds,
  {},
);
crons.interval(
  "go on with bulk attempts that stood still",
  { minutes: 1 },
  internal.webhooks.redriveRun.resume,
  {},
);

crons.interval(
  "delete the businesses whose grace is over",
  { hours: 1 },
  internal.erasure.purging.purgeDue,
  {},
);
crons.daily(
  "forget what the webhook log has kept long enough",
  { hourUTC: 3, minuteUTC: 10 },
  internal.webhooks.retention.sweep,
  {},
);
crons.daily(
  "forget who was refused what in which minute",
  { hourUTC: 3, minuteUTC: 20 },
  internal.audit.denials.forget,
  {},
);
crons.daily(
  "forget which calls the web server refused in which minute",
  { hourUTC: 3, minuteUTC: 25 },
  internal.audit.web.forget,
  {},
);

export default crons;
