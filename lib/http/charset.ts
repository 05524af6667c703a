const LOOKED_AT = 1_024;

/**
 * The text of a page: by the mark it begins with, the charset of its head, the
 * one it names itself, else UTF-8. What is no text in it becomes U+FFFD.
 */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const marked = markOf(bytes);
  const named =
    charsetIn(contentType) ??
    charsetIn(new TextDecoder("latin1").decode(bytes.subarray(0, LOOKED_AT)));
  return decoderOf(marked ?? named ?? "utf-8").decode(bytes);
}

function markOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xff && second === 0xfe ? "utf-16le" : null;
}

function charsetIn(text: string): string | null {
  return /\bcharset\s*=\s*["']?([\w-]{1,40})/i.exec(text)?.[1] ?? null;
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
