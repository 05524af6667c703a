/** Types a browser shows without running anything; SVG, HTML and PDF are not among them. */
export const INLINE_TYPES: ReadonlySet<string> = new Set([
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  "audio/ogg",
  "audio/mpeg",
  "audio/mp4",
  "audio/aac",
  "audio/amr",
  "audio/wav",
  "audio/webm",
  "video/mp4",
  "video/3gpp",
  "video/webm",
]);

const MAX_NAME_CHARS = 120;

/** The Content-Security-Policy of a file somebody sent: it loads and runs nothing. */
export const FILE_POLICY = "sandbox; default-src 'none'";

/** A file's type as the gateway calls it, when it is one that may be shown. */
export function inlineType(mimetype: string | null): string | null {
  const type = (mimetype ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return INLINE_TYPES.has(type) ? type : null;
}

/** What a message's file is served as: shown when its type is harmless, else downloaded as bytes. */
export function mediaHeaders(media: {
  mimetype: string | null;
  filename: string | null;
}): Record<string, string> {
  const type = inlineType(media.mimetype);
  return {
    "Content-Type": type ?? "application/octet-stream",
    "Content-Disposition": disposition(
      type === null ? "attachment" : "inline",
      media.filename,
    ),
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": FILE_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=3600, immutable",
  };
}

// RFC 6266: a plain name for old readers, the real one in UTF-8.
function disposition(kind: string, filename: string | null): string {
  const name = cleanName(filename);
  if (name === "") return kind;
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The last part of a name, without control characters, marks that reorder text, or lone surrogates. */
function cleanName(filename: string | null): string {
  const last = (filename ?? "").split(/[/\\]/).at(-1) ?? "";
  return last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "")
    .trim()
    .slice(0, MAX_NAME_CHARS)
    .replace(/\p{Cs}/gu, "");
}
