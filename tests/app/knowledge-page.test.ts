import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
  vi,
} from "vitest";
import { appError } from "../../lib/errors";
import { REQUEST_ID_HEADER } from "../../lib/http/request-headers";
import { appEnvironment } from "../support/app-environment";
import { startServer, type TestServer } from "../support/http-server";

const caller = vi.hoisted(() => ({
  isSignedIn: vi.fn(),
  mutateTraced: vi.fn(),
}));

vi.mock("../../lib/server/convex", () => caller);
vi.mock("../../lib/server/route-refusals", () => ({
  reportRouteRefusal: vi.fn(),
}));

let site: TestServer;
let before: NodeJS.ProcessEnv;

beforeAll(async () => {
  site = await startServer();
  before = { ...process.env };
  Object.assign(process.env, appEnvironment("http://127.0.0.1:1"), {
    GUARDED_FETCH_PRIVATE_HOSTS: new URL(site.url).host,
  });
});

afterAll(async () => {
  process.env = before;
  await site.close();
});

beforeEach(() => {
  for (const mock of Object.values(caller)) mock.mockReset();
  caller.isSignedIn.mockResolvedValue(true);
  caller.mutateTraced.mockResolvedValue(null);
  site.received.length = 0;
  site.answer = (response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<title>Prices</title><p>A loaf is R35.</p>");
  };
});

async function post(body: unknown): Promise<Response> {
  const { POST } = await import("../../app/api/knowledge/page/route");
  return POST(
    new Request("http://localhost/api/knowledge/page", {
      method: "POST",
      headers: { [REQUEST_ID_HEADER]: "r-1", cookie: "__session=secret" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
}

const ask = (url: string) => post({ url });
const refusalOf = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as { error: unknown }).error,
];

describe("C7 teaching from a web page", () => {
  test("gives the title and the words, after it was written down", async () => {
    caller.mutateTraced.mockImplementation(() => {
      expect(site.received).toEqual([]);
      return Promise.resolve(null);
    });
    const answer = await ask(`${site.url}/prices?customer=7`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({
      title: "Prices",
      text: "A loaf is R35.",
      isShortened: false,
    });
    expect(
      caller.mutateTraced.mock.calls.map(([, args]) => args as unknown),
    ).toEqual([{ host: new URL(site.url).host }]);
    expect(site.received.map(({ url }) => url)).toEqual(["/prices?customer=7"]);
    expect(site.received[0]?.headers.cookie).toBeUndefined();
  });

  test("reads the letters of an older page", async () => {
    site.answer = (response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(
        Buffer.from('<meta charset="iso-8859-1"><p>Br\xf6tchen</p>', "latin1"),
      );
    };
    expect(await (await ask(site.url)).json()).toMatchObject({
      text: "Brötchen",
    });
  });

  test("takes a text as it is", async () => {
    site.answer = (response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.end("1 < 2 & <b>3</b>");
    };
    expect(await (await ask(site.url)).json()).toMatchObject({
      title: "",
      text: "1 < 2 & <b>3</b>",
    });
  });
});

describe("C7 what is refused", () => {
  test("A2 whoever is not signed in", async () => {
    caller.isSignedIn.mockResolvedValue(false);
    const [status, error] = await refusalOf(await ask(site.url));
    expect(status).toBe(401);
    expect(error).toMatchObject({ code: "UNAUTHENTICATED", requestId: "r-1" });
    expect(caller.mutateTraced).not.toHaveBeenCalled();
    expect(site.received).toEqual([]);
  });

  test.each([
    ["FORBIDDEN", 403],
    ["NOT_FOUND", 404],
    ["RATE_LIMITED", 429],
  ] as const)("A3 whoever Convex answers %s", async (code, status) => {
    caller.mutateTraced.mockRejectedValue(appError(code, "No."));
    expect(await refusalOf(await ask(site.url))).toMatchObject([
      status,
      { code },
    ]);
    expect(site.received).toEqual([]);
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["no address", {}],
    ["a number", { url: 7 }],
    ["more than an address", { url: "https://shop.example/", as: "owner" }],
    ["a long body", { url: `https://shop.example/${"a".repeat(9_000)}` }],
  ])("a body that is %s", async (_name, sent) => {
    expect(await refusalOf(await post(sent))).toMatchObject([
      400,
      { code: "VALIDATION_FAILED" },
    ]);
    expect(caller.mutateTraced).not.toHaveBeenCalled();
  });

  test.each(["shop.example", "", "file:///etc/passwd", "javascript:alert(1)"])(
    "H11 %s, which is no page's address",
    async (url) => {
      expect(await refusalOf(await ask(url))).toMatchObject([
        400,
        { reason: "not_allowed" },
      ]);
      expect(caller.mutateTraced).not.toHaveBeenCalled();
    },
  );

  test.each([
    ["http://169.254.169.254/latest/meta-data/", "169.254.169.254"],
    ["http://2130706433/", "127.0.0.1"],
    ["https://localhost/", "localhost"],
    ["http://shop.example/", "shop.example"],
  ])("H11 %s, and that is written down", async (url, host) => {
    expect(await refusalOf(await ask(url))).toEqual([
      400,
      {
        code: "VALIDATION_FAILED",
        message: "The page cannot be read.",
        requestId: "r-1",
        reason: "not_allowed",
      },
    ]);
    expect(
      caller.mutateTraced.mock.calls.map(([, args]) => args as unknown),
    ).toEqual([{ host }]);
  });

  test("a host that Convex does not take for one", async () => {
    caller.mutateTraced.mockRejectedValue(
      appError("VALIDATION_FAILED", "The host is not one."),
    );
    expect(await refusalOf(await ask("https://a_b.example/"))).toMatchObject([
      400,
      { reason: "not_allowed" },
    ]);
  });

  test.each([
    [404, "text/html", "x", 404, "not_found"],
    [403, "text/html", "x", 422, "closed"],
    [500, "text/html", "x", 503, "unreachable"],
    [200, "application/pdf", "x", 422, "other_type"],
    [200, "text/html", "<div id=app></div>", 422, "empty"],
    [200, "text/html", "x".repeat(2_100_000), 422, "too_large"],
  ])("a page that answers %i, %s", async (status, type, text, ours, reason) => {
    site.answer = (response) => {
      response.writeHead(status, { "content-type": type });
      response.end(text);
    };
    expect(await refusalOf(await ask(site.url))).toMatchObject([
      ours,
      { reason, message: "The page cannot be read." },
    ]);
  });

  test("a page that leads inside, without a word about where", async () => {
    site.answer = (response) => {
      response.writeHead(302, { location: "http://10.0.0.7:6379/" }).end();
    };
    const answer = await ask(site.url);
    const text = await answer.text();
    expect(text).toContain("not_allowed");
    expect(text).not.toContain("10.0.0.7");
  });
});
