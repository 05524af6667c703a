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
    args: () => ({ detail: "no such detail", ...page }),
    takesId: false,
    nullable: ["detail"],
  },
  "webhooks/failedTurns:listAll": {
    ...ofOperators("query", () => ({
      tenantId: null,
      detail: "no such detail",
      ...page,
    })),
    nullable: ["tenantId", "detail"],
  },
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
  "webhooks/letters:list": {
    ...ofOperators("query", () => ({
      tenantId: null,
      status: "open",
      ...page,
    })),
    nullable: ["tenantId"],
  },
  "webhooks/letters:outline": ofLetter("query"),
  "webhooks/letters:redrive": ofLetter("mutation", because),
  "webhooks/letters:reveal": ofLetter("mutation", because),
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
  "webhooks/runs:progress": {
    ...ofOperators("query", () => ({
      kind: "dead_letters",
      tenantId: null,
    })),
    nullable: ["tenantId"],
  },
  "webhooks/runs:progressOwn": {
    kind: "query",
    permission: "manage_numbers",
    args: none,
    takesId: false,
  },
  "webhooks/runs:start": {
    ...ofOperators("mutation", () => ({
      kind: "failed_turns",
      tenantId: null,
      detail: "no such detail",
      ...because,
    })),
    nullable: ["tenantId", "detail"],
  },
  "webhooks/runs:startOwn": {
    kind: "mutation",
    permission: "manage_assistant",
    args: () => ({ detail: "no such detail" }),
    takesId: false,
    nullable: ["detail"],
  },
  "webhooks/runs:stop": ofOperators("mutation", ({ redriveRunId }) => ({
    runId: redriveRunId,
  })),
  "webhooks/runs:stopOwn": {
    kind: "mutation",
    permission: "manage_assistant",
    args: ({ redriveRunId }) => ({ runId: redriveRunId }),
    takesId: true,
  },
};
