import { joinBytes } from "../bytes";

/**
 * The raw bytes of a request, read once and never more than `maxBodyBytes`:
 * neither a missing nor a lying Content-Length gets past the cap.
 */
export async function readBody(
  request: Request,
  maxBodyBytes: number,
): Promise<Uint8Array<ArrayBuffer> | "too_large"> {
  const declared = Number(request.headers.get("content-length") ?? "0");
  if (declared > maxBodyBytes) return "too_large";
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > maxBodyBytes) {
      await reader.cancel();
      return "too_large";
    }
    chunks.push(value);
  }
  return joinBytes(chunks);
}
