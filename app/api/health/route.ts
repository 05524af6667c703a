import { healthOf, serviceReport } from "@/lib/server/service-report";

export const dynamic = "force-dynamic";

/** Public and short: which service is down is for operators, not for here. */
export async function GET(): Promise<Response> {
  const status = healthOf(await serviceReport());
  return Response.json(
    { status },
    {
      status: status === "unavailable" ? 503 : 200,
      headers: { "Cache-Control": "no-store" },
    },
  );
}
