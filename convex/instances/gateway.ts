import { type Infer, v } from "convex/values";
import {
  createWahaClient,
  type WahaClient,
  webhookConfig,
} from "../../lib/clients/waha";
import { deriveInstanceKey } from "../../lib/webhooks/instance-key";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import { wahaEnv, webhookEnv, webhookUrl } from "../env";
import { internalAction } from "../functions";
import type { jobTask } from "./jobModel";

type Task = Infer<typeof jobTask>;
type Outcome = {
  failure: string | null;
  retryable: boolean;
  code: string | null;
};

const DONE: Outcome = { failure: null, retryable: false, code: null };

function wahaClient(): WahaClient {
  return createWahaClient({
    ...wahaEnv(),
    fetch: (input, init) => fetch(input, init),
    timeoutMs: 20_000,
  });
}

type Answer = { ok: true } | { ok: false; reason: string; retryable: boolean };

function outcomeOf(answer: Answer): Outcome {
  return answer.ok
    ? DONE
    : { failure: answer.reason, retryable: answer.retryable, code: null };
}

async function createSession(waha: WahaClient, task: Task): Promise<Outcome> {
  const { instanceId, sessionName, webhookToken } = task;
  const { masterSecret } = webhookEnv();
  const answer = await waha.createSession({
    name: sessionName,
    config: webhookConfig({
      url: webhookUrl({ instanceId, token: webhookToken }),
      hmacKey: await deriveInstanceKey(masterSecret, instanceId),
      instanceId,
    }),
  });
  // The name is ours and random: an existing one is this session.
  const isOurs = !answer.ok && answer.reason === "already_exists";
  return isOurs ? DONE : outcomeOf(answer);
}

/** Restarts the session, or creates it again at a gateway that has lost it. */
async function reconnect(waha: WahaClient, task: Task): Promise<Outcome> {
  const known = await waha.getSession(task.sessionName);
  if (!known.ok && known.reason === "not_found") {
    return createSession(waha, task);
  }
  return outcomeOf(
    known.ok ? await waha.restartSession(task.sessionName) : known,
  );
}

async function requestCode(waha: WahaClient, task: Task): Promise<Outcome> {
  if (task.phone === null) throw new Error("A pairing code needs a number.");
  const answer = await waha.requestCode(task.sessionName, task.phone);
  return answer.ok ? { ...DONE, code: answer.code } : outcomeOf(answer);
}

async function perform(waha: WahaClient, task: Task): Promise<Outcome> {
  switch (task.kind) {
    case "create":
      return createSession(waha, task);
    case "reconnect":
      return reconnect(waha, task);
    case "logout":
      return outcomeOf(await waha.logoutSession(task.sessionName));
    case "remove":
      return outcomeOf(await waha.deleteSession(task.sessionName));
    case "code":
      return requestCode(waha, task);
  }
}

/** Does one job at the gateway and reports what became of it. */
export const run = internalAction({
  args: {
    jobId: v.id("instanceJobs"),
    phone: v.union(v.string(), v.null()),
  },
  returns: v.null(),
  handler: async (ctx, { jobId, phone }) => {
    const task = await ctx.runQuery(internal.instances.jobs.task, {
      jobId,
      phone,
    });
    if (task === null) return null;
    const outcome = await perform(wahaClient(), task);
    await ctx.runMutation(internal.instances.jobs.report, {
      jobId,
      ...outcome,
    });
    return null;
  },
});

/** Reads the QR code a number shows now. */
export const fetchQr = internalAction({
  args: { instanceId: v.id("instances"), sessionName: v.string() },
  returns: v.null(),
  handler: async (
    ctx,
    args: { instanceId: Id<"instances">; sessionName: string },
  ) => {
    const { instanceId, sessionName } = args;
    const answer = await wahaClient().qrImage(sessionName);
    await ctx.runMutation(internal.instances.pairing.store, {
      instanceId,
      outcome: answer.ok
        ? { ok: true, mimetype: answer.mimetype, data: answer.data }
        : { ok: false, reason: answer.reason },
    });
    return null;
  },
});
