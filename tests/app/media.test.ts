import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { GET } from "../../app/api/media/[messageId]/route";
import { appEnvironment } from "../support/app-environment";

const SERVER = "http://127.0.0.1:1";

const queryAs = vi.hoisted(() => vi.fn());
vi.mock("../../lib/server/route-query", () => ({ queryAs }));

const fetchSpy = vi.fn<typeof fetch>();
let before: NodeJS.ProcessEnv;

beforeAll(() => {
  before = { ...process.env };
  Object.assign(process.env, appEnvironment(SERVER));
});

afterAll(() => {
  process.env = before;
});

beforeEach(() => {
  queryAs.mockReset();
  fetchSpy.mockReset();
  vi.stubGlobal("fetch", fetchSpy);
});

const PNG = "\x89PNG\r\n\x1a\n";

/** The beginning of a file, whichever part of it was asked for besides. */
function startsWith(text: string, asked: () => Response): void {
  fetchSpy.mockImplementation((_url, init) => {
    const { Range } = (init?.headers ?? {}) as Record<string, string>;
    const isLook = Range === "bytes=0-15";
    return Promise.resolve(
      isLook ? new Response(Buffer.from(text, "latin1")) : asked(),
    );
  });
}

const PICTURE = {
  copyUrl: null as string | null,
  path: "/api/files/session/cake.png",
  mimetype: "image/png",
  filename: "cake.png",
};

async function get(
  place: Partial<typeof PICTURE> | null,
  range?: string,
): Promise<Response> {
  const value = place === null ? null : { ...PICTURE, ...place };
  queryAs.mockResolvedValue({ ok: true, value });
  return ask(range);
}

function ask(range?: string): Promise<Response> {
  const headers: Record<string, string> = range === undefined ? {} : { range };
  const request = new Request("http://localhost/api/media/m1", { headers });
  return GET(request, { params: Promise.resolve({ messageId: "m1" }) });
}

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { error: { code: unknown } }).error.code;

test.each([
  ["UNAUTHENTICATED", 401],
  ["FORBIDDEN", 403],
  ["NOT_FOUND", 404],
])("A2 %s is answered in the contract", async (code, status) => {
  queryAs.mockResolvedValue({ ok: false, code });
  const response = await ask();
  expect(response.status).toBe(status);
  expect(await codeOf(response)).toBe(code);
  expect(fetchSpy).not.toHaveBeenCalled();
});

test("the gateway's file is passed on with its range", async () => {
  startsWith(
    PNG,
    () =>
      new Response("byte", {
        status: 206,
        headers: {
          "content-type": "text/html",
          "content-range": "bytes 0-3/9",
          "content-length": "4",
          "set-cookie": "stolen=1",
        },
      }),
  );
  const response = await get({}, "bytes=0-3");
  expect(fetchSpy.mock.calls[0]?.[0]).toBe(`${SERVER}${PICTURE.path}`);
  expect(fetchSpy.mock.calls[0]?.[1]?.headers).toEqual({
    "X-Api-Key": "waha-key-of-a-test",
    Range: "bytes=0-3",
  });
  expect(response.status).toBe(206);
  expect(await response.text()).toBe("byte");
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/png",
    "content-range": "bytes 0-3/9",
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": "private, max-age=3600, immutable",
  });
  expect(response.headers.get("set-cookie")).toBeNull();
});

test("our copy comes first, from the configured backend and without the gateway's key", async () => {
  startsWith(PNG, () => new Response("bytes"));
  const response = await get({
    copyUrl: "https://elsewhere.example/api/storage/file-1",
  });
  expect(response.status).toBe(200);
  const [url, init] = fetchSpy.mock.calls[0] ?? [];
  expect(url).toBe(`${SERVER}/api/storage/file-1`);
  expect(init?.headers).toEqual({});
  expect(fetchSpy.mock.calls[1]?.[0]).toBe(`${SERVER}/api/storage/file-1`);
  expect(response.headers.get("content-type")).toBe("image/png");
});

test.each([
  ["a path outside the files", { path: "/api/sessions" }],
  ["a path that climbs", { path: "/api/files/../sessions" }],
  ["a copy elsewhere", { copyUrl: "http://169.254.169.254/latest/meta-data" }],
])("H11 %s is asked of nobody", async (_name, place) => {
  const response = await get(place);
  expect(response.status).toBe(404);
  expect(fetchSpy).not.toHaveBeenCalled();
});

test.each([
  [302, 503, "PROVIDER_ERROR"],
  [500, 503, "PROVIDER_ERROR"],
  [404, 404, "NOT_FOUND"],
])("the gateway's %s is our %s", async (status, ours, code) => {
  fetchSpy.mockResolvedValue(
    new Response(null, { status, headers: { location: "http://evil/" } }),
  );
  const response = await get({});
  expect(response.status).toBe(ours);
  expect(await codeOf(response)).toBe(code);
  expect(fetchSpy).toHaveBeenCalledOnce();
});

test.each(["image/svg+xml", "text/html"])(
  "%s is never shown, whatever it is called",
  async (mimetype) => {
    fetchSpy.mockResolvedValue(new Response("<svg onload=alert(1)>"));
    const response = await get({ mimetype, filename: "cake.png" });
    expect(response.headers.get("content-type")).toBe(
      "application/octet-stream",
    );
    expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
  },
);

test.each([
  ["a page", "<!doctype html><script>alert(1)</script>"],
  ["an SVG", "<svg onload=alert(1)>"],
  ["another picture", "GIF89a"],
  ["nothing", ""],
])(
  "5.2.2 %s that is called a picture is bytes to download",
  async (_what, text) => {
    for (const range of [undefined, "bytes=64-127"]) {
      startsWith(text, () => new Response("rest"));
      const response = await get({}, range);
      expect(response.headers.get("content-type")).toBe(
        "application/octet-stream",
      );
      expect(response.headers.get("content-disposition")).toBe(
        `attachment; filename="cake.png"; filename*=UTF-8''cake.png`,
      );
      expect(await response.text()).toBe("rest");
    }
  },
);

test("5.2.2 a picture whose beginning cannot be read is bytes to download", async () => {
  fetchSpy.mockResolvedValueOnce(new Response("rest"));
  fetchSpy.mockRejectedValueOnce(new Error("gone"));
  const response = await get({});
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/octet-stream");
});

test("what is not shown anyway is not looked at", async () => {
  fetchSpy.mockResolvedValue(new Response("%PDF-1.7"));
  const response = await get({ mimetype: "application/pdf" });
  expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
  expect(fetchSpy).toHaveBeenCalledOnce();
});

test("a message without a file has none", async () => {
  const response = await get(null);
  expect(response.status).toBe(404);
});
