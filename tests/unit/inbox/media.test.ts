import { describe, expect, test } from "vitest";
import { mediaHeaders } from "../../../lib/inbox/media";

const headersOf = (mimetype: string | null, filename: string | null = null) =>
  mediaHeaders({ mimetype, filename });

describe("C14 what a file is served as", () => {
  test.each([
    ["image/jpeg", "image/jpeg"],
    ["audio/ogg; codecs=opus", "audio/ogg"],
    ["VIDEO/MP4", "video/mp4"],
  ])("%s is shown", (mimetype, type) => {
    const headers = headersOf(mimetype);
    expect(headers["Content-Type"]).toBe(type);
    expect(headers["Content-Disposition"]).toBe("inline");
  });

  test.each([
    "image/svg+xml",
    "text/html",
    "application/pdf",
    "application/xhtml+xml",
    "text/xml",
    "application/javascript",
    "image/jpegx",
    "",
    null,
  ])("%s is bytes to download", (mimetype) => {
    const headers = headersOf(mimetype, "a.html");
    expect(headers["Content-Type"]).toBe("application/octet-stream");
    expect(headers["Content-Disposition"]).toMatch(/^attachment; /);
  });

  test("nothing is sniffed, run or kept by others", () => {
    expect(headersOf("image/png")).toMatchObject({
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "Cache-Control": "private, max-age=3600, immutable",
    });
  });

  test.each([
    ["plan.pdf", `attachment; filename="plan.pdf"; filename*=UTF-8''plan.pdf`],
    [
      'a"b\r\nSet-Cookie: x.pdf',
      `attachment; filename="a_bSet-Cookie: x.pdf"; filename*=UTF-8''a%22bSet-Cookie%3A%20x.pdf`,
    ],
    [
      "../../etc/passwd",
      `attachment; filename="passwd"; filename*=UTF-8''passwd`,
    ],
    [
      "Größe (1).pdf",
      `attachment; filename="Gr__e (1).pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29.pdf`,
    ],
    [
      "\u202efdp.exe",
      `attachment; filename="fdp.exe"; filename*=UTF-8''fdp.exe`,
    ],
    ["\ud800", "attachment"],
  ])("the name %j is safe in a header", (filename, disposition) => {
    expect(headersOf("application/pdf", filename)["Content-Disposition"]).toBe(
      disposition,
    );
  });
});
