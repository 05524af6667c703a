import { v } from "convex/values";
import { internalMutation, internalQuery } from "../functions";
import { endJob, getRunningJob, jobTask } from "./jobModel";
import { getInstance } from "./model";
import { setPairingCode } from "./pairingModel";

/** What a running job has to do; null when it ended. */
export const task = internalQuery({
  args: { jobId: v.id("instanceJobs"), phone: v.union(v.string(), v.null()) },
  returns: v.union(jobTask, v.null()),
  handler: async (ctx, { jobId, phone }) => {
    const job = await getRunningJob(ctx, jobId);
    const instance =
      job === null ? null : await getInstance(ctx, job.instanceId);
    if (job === null || instance === null) return null;
    return {
      kind: job.kind,
      instanceId: instance._id,
      sessionName: instance.sessionName,
      webhookToken: instance.webhookToken,
      phone,
    };
  },
});

/** Records what the gateway said to a job; a late answer changes nothing. */
export const report = internalMutation({
  args: {
    jobId: v.id("instanceJobs"),
    failure: v.union(v.string(), v.null()),
    retryable: v.boolean(),
    code: v.union(v.string(), v.null()),
  },
  returns: v.null(),
  handler: async (ctx, { jobId, failure, retryable, code }) => {
    const job = await getRunningJob(ctx, jobId);
    if (job === null) return null;
    if (code !== null) {
      await setPairingCode(ctx, job.instanceId, code, Date.now());
    }
    await endJob(ctx, job, { failure, retryable });
    return null;
  },
});

/** Ends an attempt whose action never reported. */
export const expire = internalMutation({
  args: { jobId: v.id("instanceJobs"), attempt: v.number() },
  returns: v.null(),
  handler: async (ctx, { jobId, attempt }) => {
    const job = await getRunningJob(ctx, jobId);
    if (job?.attempts === attempt) {
      await endJob(ctx, job, { failure: "no_report", retryable: true });
    }
    return null;
  },
});
