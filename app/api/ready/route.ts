import { api } from "@/convex/_generated/api";
import { carriesToken } from "@/lib/server/bearer";
import { serverEnv } from "@/lib/server/env";
import { isReady, readinessReport } from "@/lib/server/readiness";
import { refuse } from "@/lib/server/refuse";
import { queryAs } from "@/lib/server/route-query";

export const dynamic = "force-dynamic";

const ASKED_WITHIN_MS = 2_000;

/** The state of each service: 200 when all that are needed answer, else 503. For operators and a monitor's token. */
export async function GET(request: Request): Promise<Response> {
  const refusal = await refusalOf(request);
  if (refusal !== null) return refusal;
  const { askedAt, services } = await readinessReport();
  const ready = isReady(services);
  return Response.json(
    {
      status: ready ? "ready" : "not_ready",
      askedAt: new Date(askedAt).toISOString(),
      services: Object.fromEntries(
        services.map(({ service, isNeeded, state, latencyMs, detail }) => [
          service,
          { state: state.kind, isNeeded, latencyMs, detail },
        ]),
      ),
    },
    { status: ready ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
}

async function refusalOf(request: Request): Promise<Response | null> {
  const { READY_TOKEN: token } = serverEnv();
  if (token !== undefined && carriesToken(request, token)) return null;
  const seen = await Promise.race([asOperator(), tooLate()]);
  switch (seen) {
    case "operator":
      return null;
    case "unknown":
      return refuse(
        request,
        "PROVIDER_ERROR",
        "Whether you are an operator cannot be checked.",
      );
    case "UNAUTHENTICATED":
      return refuse(request, seen, "Sign in first.");
    default:
      return refuse(request, "FORBIDDEN", "Operators only.");
  }
}

/** Convex knows who is an operator; without it nobody is told anything. */
async function asOperator() {
  try {
    const answer = await queryAs(api.operators.sending.state, {});
    return answer.ok ? ("operator" as const) : answer.code;
  } catch {
    return "unknown" as const;
  }
}

function tooLate(): Promise<"unknown"> {
  return new Promise((resolve) => {
    setTimeout(() => resolve("unknown"), ASKED_WITHIN_MS).unref();
  });
}
