/**
 * The body as text, or null when it is larger than `maxBytes`; stops reading
 * there, whatever Content-Length claims.
 */
export async function readTextUpTo(
  message: Request | Response,
  maxBytes: number,
): Promise<string | null> {
  if (message.body === null) return "";
  const reader: ReadableStreamDefaultReader<Uint8Array> =
    message.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
