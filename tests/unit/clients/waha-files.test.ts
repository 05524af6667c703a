import { describe, expect, test, vi } from "vitest";
import { isFilePath, openWahaFile } from "../../../lib/clients/waha-files";

const PATH = "/api/files/session/voice.oga";

function options(answer: () => Response | Promise<Response>) {
  const fetch = vi.fn((_url: string, _init: RequestInit) =>
    Promise.resolve(answer()),
  );
  return {
    fetch,
    baseUrl: "https://waha.example",
    apiKey: "secret-key",
    timeoutMs: 1_000,
    maxBytes: 10,
  };
}

describe("H11 a file of the gateway", () => {
  test("is asked of the configured server only, with the key, following nothing", async () => {
    const given = options(() => new Response("bytes"));
    const file = await openWahaFile(PATH, "bytes=0-3", given);
    expect(file.kind).toBe("file");
    const [url, init] = given.fetch.mock.calls[0] ?? [];
    expect(url).toBe(`https://waha.example${PATH}`);
    expect(init?.redirect).toBe("manual");
    expect(init?.headers).toEqual({
      "X-Api-Key": "secret-key",
      Range: "bytes=0-3",
    });
  });

  test.each([
    "/api/sessions",
    "/api/files/../sessions",
    "/api/files/a/%2e%2e/b",
    "/api/files/a//b",
    "/api/files/a?x=1",
    "/api/files/a#b",
    "/api/files/a\\b",
    "//evil.example/api/files/a",
    "https://evil.example/api/files/a",
    `/api/files/${"a".repeat(2_100)}`,
    "",
  ])("is not at %s", async (path) => {
    const given = options(() => new Response("bytes"));
    expect(isFilePath(path)).toBe(false);
    expect(await openWahaFile(path, null, given)).toEqual({ kind: "refused" });
    expect(given.fetch).not.toHaveBeenCalled();
  });

  test.each([
    [302, "failed"],
    [307, "failed"],
    [401, "failed"],
    [404, "missing"],
    [416, "unsatisfiable"],
    [500, "failed"],
  ])("status %s is %s", async (status, kind) => {
    const headers = { location: "http://169.254.169.254/" };
    const given = options(() => new Response(null, { status, headers }));
    expect(await openWahaFile(PATH, null, given)).toEqual({ kind });
    expect(given.fetch).toHaveBeenCalledOnce();
  });

  test("a server that cannot be reached is an answer, not an exception", async () => {
    const given = options(() => Promise.reject(new TypeError("refused")));
    expect(await openWahaFile(PATH, null, given)).toEqual({ kind: "failed" });
  });

  test("is refused when it says it is too large, and broken off when it lies", async () => {
    const headers = { "content-length": "11" };
    const honest = options(() => new Response("x".repeat(11), { headers }));
    expect(await openWahaFile(PATH, null, honest)).toEqual({ kind: "refused" });
    const lying = options(() => new Response("x".repeat(11)));
    const file = await openWahaFile(PATH, null, lying);
    if (file.kind !== "file") throw new Error(file.kind);
    await expect(new Response(file.body).text()).rejects.toThrow();
  });

  test("passes a part on, and no header that is not one", async () => {
    const part = options(
      () =>
        new Response("byte", {
          status: 206,
          headers: { "content-range": "bytes 0-3/9", "content-length": "4" },
        }),
    );
    expect(await openWahaFile(PATH, "bytes=0-3", part)).toMatchObject({
      status: 206,
      contentRange: "bytes 0-3/9",
      contentLength: 4,
    });
    const odd = options(() => new Response("bytes"));
    await openWahaFile(PATH, "bytes=0-3, 5-6", odd);
    expect(odd.fetch.mock.calls[0]?.[1].headers).toEqual({
      "X-Api-Key": "secret-key",
    });
  });
});
