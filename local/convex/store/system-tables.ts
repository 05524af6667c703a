/**
 * Tables of the runtime itself and their indexes (field paths; creation time
 * follows as the last field of every index). Add a table here to use it with
 * `systemTransaction` and `systemQuery`.
 */
export const SYSTEM_TABLES: Record<
  string,
  { indexes: Record<string, string[]> }
> = {
  _scheduled_functions: {
    indexes: { by_due: ["state.kind", "scheduledTime"] },
  },
  _storage: { indexes: { by_sha256: ["sha256"] } },
  _upload_tokens: { indexes: { by_token: ["token"] } },
  _session_requests: { indexes: { by_session: ["sessionId", "requestId"] } },
  _cron_runs: { indexes: { by_name: ["name"] } },
};

/** What functions may read through `ctx.db.system`. */
export const READABLE_SYSTEM_TABLES: ReadonlySet<string> = new Set([
  "_scheduled_functions",
  "_storage",
]);
