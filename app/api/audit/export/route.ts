import { parseTrailFilter } from "@/components/audit/trail-filter";
import { api } from "@/convex/_generated/api";
import { errorCode } from "@/lib/error-code";
import { fetchAs, isSignedIn, mutateTraced } from "@/lib/server/convex";
import { refuse } from "@/lib/server/refuse";
import { streamOf } from "@/lib/server/stream";
import { chainJson, fileAnswer, trailCsv } from "./files";

const PAGE = 200;

/** The business's trail: as CSV what the filter lets through, as JSON the whole chain. */
export async function GET(request: Request): Promise<Response> {
  if (!(await isSignedIn())) {
    return refuse(request, "UNAUTHENTICATED", "Sign in first.");
  }
  const params = new URL(request.url).searchParams;
  const filter = parseTrailFilter(params);
  if (filter === null) {
    return refuse(request, "VALIDATION_FAILED", "The filter is not readable.");
  }
  try {
    await mutateTraced(api.audit.trail.recordExport, {});
    if (params.get("format") === "json") return await wholeChain();
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return refuse(request, code, "The trail cannot be exported.");
  }
  const csv = trailCsv((cursor) =>
    fetchAs(api.audit.trail.list, {
      ...filter,
      paginationOpts: { numItems: PAGE, cursor },
    }),
  );
  return fileAnswer(streamOf(csv), "audit-trail.csv");
}

async function wholeChain(): Promise<Response> {
  const [{ active }, head] = await Promise.all([
    fetchAs(api.tenants.session.get, {}),
    fetchAs(api.audit.trail.head, {}),
  ]);
  const json = chainJson({
    chain: active?.tenantId ?? "",
    head,
    read: (cursor) =>
      fetchAs(api.audit.trail.sealed, {
        upTo: head.sequence,
        paginationOpts: { numItems: PAGE, cursor },
      }),
  });
  return fileAnswer(streamOf(json), "audit-trail.json");
}
