import { z } from "zod";
import { api } from "@/convex/_generated/api";
import { type ErrorCode, errorCode } from "@/lib/error-code";
import { readTextUpTo } from "@/lib/http/body";
import { parseJson } from "@/lib/json";
import { isSignedIn, mutateTraced } from "@/lib/server/convex";
import { refuse } from "@/lib/server/refuse";
import { type PageFault, readWebPage } from "@/lib/server/web-page";

const MAX_BODY_BYTES = 8_192;
const body = z.strictObject({ url: z.string() });

/**
 * The words of a web page that somebody wants to teach the assistant from.
 * They are shown to that person and stored nowhere.
 */
export async function POST(request: Request): Promise<Response> {
  if (!(await isSignedIn())) {
    return refuse(request, "UNAUTHENTICATED", "Sign in first.");
  }
  const text = await readTextUpTo(request, MAX_BODY_BYTES);
  const asked = body.safeParse(parseJson(text ?? ""));
  if (!asked.success) {
    return refuse(request, "VALIDATION_FAILED", "The request is not readable.");
  }
  const { url } = asked.data;
  const host = hostOf(url);
  if (host === null) return refuseFor(request, "not_allowed");
  try {
    await mutateTraced(api.assistant.knowledge.recordPageRead, { host });
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    if (code === "VALIDATION_FAILED") return refuseFor(request, "not_allowed");
    return refuse(request, code, "Pages cannot be read.");
  }
  const page = await readWebPage(url, request.signal);
  if (page.kind === "failed") return refuseFor(request, page.fault);
  const { title, text: words, isShortened } = page;
  return Response.json(
    { title, text: words, isShortened },
    { headers: { "Cache-Control": "no-store" } },
  );
}

function hostOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? host : null;
}

const CODES: Record<PageFault, ErrorCode> = {
  not_allowed: "VALIDATION_FAILED",
  not_found: "NOT_FOUND",
  unreachable: "PROVIDER_ERROR",
  timed_out: "PROVIDER_ERROR",
  closed: "CONTENT_BLOCKED",
  redirects: "CONTENT_BLOCKED",
  other_type: "CONTENT_BLOCKED",
  too_large: "CONTENT_BLOCKED",
  empty: "CONTENT_BLOCKED",
};

/** Says what kind of fault it was, and nothing of where the address led. */
function refuseFor(request: Request, fault: PageFault): Response {
  return refuse(request, CODES[fault], "The page cannot be read.", fault);
}
