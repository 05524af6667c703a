import { type Ids, none, page, type Row, type Rows } from "./row";

const firstPage = {
  instanceId: null,
  verdict: null,
  before: 2_000_000_000_000,
};
const because = { reason: "a good reason" };

const ofOperators = (kind: Row["kind"], args: Row["args"] = none): Row => ({
  kind,
  permission: "operator",
  args,
  takesId: false,
});

const ofLetter = (kind: Row["kind"], rest: Record<string, unknown> = {}) =>
  ofOperators(kind, ({ letterId }: Ids) => ({ letterId, ...rest }));

export const webhooksRows: Rows = {
  "webhooks/failedTurns:list": {
    kind: "query",
    permission: "manage_numbers",
    args: () => page,
    takesId: false,
  },
  "webhooks/failedTurns:listAll": ofOperators("query", () => page),
  "webhooks/failedTurns:retry": {
    kind: "mutation",
    permission: "manage_assistant",
    args: ({ failedTurnId }) => ({ failedTurnId }),
    takesId: true,
  },
  "webhooks/failedTurns:retryFor": ofOperators(
    "mutation",
    ({ failedTurnId }) => ({ failedTurnId, ...because }),
  ),
  "webhooks/letters:discard": ofLetter("mutation", because),
  "webhooks/letters:list": ofOperators("query", () => ({
    status: "open",
    ...page,
  })),
  "webhooks/letters:outline": ofLetter("query"),
  "webhooks/letters:progress": ofOperators("query"),
  "webhooks/letters:redrive": ofLetter("mutation", because),
  "webhooks/letters:redriveAll": ofOperators("mutation", () => because),
  "webhooks/letters:reveal": ofLetter("mutation", because),
  "webhooks/letters:stop": ofOperators("mutation", ({ redriveRunId }) => ({
    runId: redriveRunId,
  })),
  "webhooks/log:list": {
    kind: "query",
    permission: "manage_numbers",
    args: ({ instanceId }) => ({ ...firstPage, instanceId }),
    takesId: true,
    nullable: ["instanceId", "verdict", "before"],
  },
  "webhooks/log:listAll": {
    ...ofOperators("query", () => ({ tenantId: null, ...firstPage })),
    nullable: ["tenantId", "instanceId", "verdict", "before"],
  },
  "webhooks/replay:get": {
    kind: "query",
    permission: "manage_assistant",
    args: ({ replayId }) => ({ replayId }),
    takesId: true,
  },
  "webhooks/replay:getFor": ofOperators("query", ({ tenantId, replayId }) => ({
    tenantId,
    replayId,
  })),
  "webhooks/replay:start": {
    kind: "mutation",
    permission: "manage_assistant",
    args: ({ receivedId }) => ({ messageId: receivedId }),
    takesId: true,
  },
  "webhooks/replay:startFor": ofOperators(
    "mutation",
    ({ tenantId, receivedId }) => ({ tenantId, messageId: receivedId }),
  ),
};
