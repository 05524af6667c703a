import { api } from "@/convex/_generated/api";
import { type OpenFile } from "@/lib/clients/file-stream";
import { type ErrorCode } from "@/lib/error-code";
import { mediaHeaders } from "@/lib/inbox/media";
import { isWhatItSays, openMedia } from "@/lib/server/media";
import { refuse } from "@/lib/server/refuse";
import { queryAs } from "@/lib/server/route-query";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ messageId: string }>;
}

/** The file of a message, for members of its business only. */
export async function GET(
  request: Request,
  context: Context,
): Promise<Response> {
  const { messageId } = await context.params;
  const found = await queryAs(api.messages.media.locate, { messageId });
  if (!found.ok) return refuse(request, found.code, REFUSALS[found.code] ?? "");
  if (found.value === null) return notFound(request);
  const file = await openMedia(found.value, request.headers.get("range"));
  if (file.kind !== "file") return refuseFile(request, file.kind);
  const { mimetype, filename } = found.value;
  const isGenuine = await isWhatItSays(found.value, mimetype);
  const headers = new Headers(
    mediaHeaders({ mimetype: isGenuine ? mimetype : null, filename }),
  );
  headers.set("Accept-Ranges", "bytes");
  if (file.contentLength !== null) {
    headers.set("Content-Length", String(file.contentLength));
  }
  if (file.contentRange !== null) {
    headers.set("Content-Range", file.contentRange);
  }
  return new Response(file.body, { status: file.status, headers });
}

const REFUSALS: Partial<Record<ErrorCode, string>> = {
  UNAUTHENTICATED: "Sign in first.",
  FORBIDDEN: "Your role does not allow this.",
  NOT_FOUND: "There is no such file.",
};

function notFound(request: Request): Response {
  return refuse(request, "NOT_FOUND", "There is no such file.");
}

function refuseFile(
  request: Request,
  kind: Exclude<OpenFile["kind"], "file">,
): Response {
  switch (kind) {
    case "unsatisfiable":
      return new Response(null, { status: 416 });
    case "missing":
    case "refused":
      return notFound(request);
    case "failed":
      return refuse(request, "PROVIDER_ERROR", "The file cannot be read now.");
  }
}
