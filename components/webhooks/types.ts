import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type LogRow = FunctionReturnType<
  typeof api.webhooks.log.list
>["rows"][number];

export type Verdict = LogRow["verdict"];

export type Replay = FunctionReturnType<typeof api.webhooks.replay.get>;
