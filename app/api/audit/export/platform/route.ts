import { parseTrailFilter } from "@/components/audit/trail-filter";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { chainOf } from "@/lib/audit/chain";
import { isConvexId } from "@/lib/convex-id";
import { errorCode } from "@/lib/error-code";
import { fetchAs, isSignedIn, mutateTraced } from "@/lib/server/convex";
import { refuse } from "@/lib/server/refuse";
import { streamOf } from "@/lib/server/stream";
import { chainJson, fileAnswer, trailCsv } from "../files";

const PAGE = 200;

/** For operators: as CSV what the filter lets through, as JSON the chain of one business or of the service. */
export async function GET(request: Request): Promise<Response> {
  if (!(await isSignedIn())) {
    return refuse(request, "UNAUTHENTICATED", "Sign in first.");
  }
  const params = new URL(request.url).searchParams;
  const filter = parseTrailFilter(params);
  const tenant = params.get("tenantId");
  if (filter === null || (tenant !== null && !isConvexId(tenant))) {
    return refuse(request, "VALIDATION_FAILED", "The filter is not readable.");
  }
  const tenantId = tenant as Id<"tenants"> | null;
  const wanted = tenantId === null ? {} : { tenantId };
  const isChain = params.get("format") === "json";
  try {
    await mutateTraced(
      api.audit.platform.recordExport,
      isChain ? { tenantId } : wanted,
    );
    if (isChain) return await wholeChain(tenantId);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return refuse(request, code, "The trail cannot be exported.");
  }
  const csv = trailCsv((cursor) =>
    fetchAs(api.audit.platform.list, {
      ...filter,
      ...wanted,
      paginationOpts: { numItems: PAGE, cursor },
    }),
  );
  return fileAnswer(streamOf(csv), "audit-trail.csv");
}

async function wholeChain(tenantId: Id<"tenants"> | null): Promise<Response> {
  const head = await fetchAs(api.audit.platform.head, { tenantId });
  const json = chainJson({
    chain: chainOf(tenantId),
    head,
    read: (cursor) =>
      fetchAs(api.audit.platform.sealed, {
        tenantId,
        upTo: head.sequence,
        paginationOpts: { numItems: PAGE, cursor },
      }),
  });
  return fileAnswer(streamOf(json), "audit-trail.json");
}
