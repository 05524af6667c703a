import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
  vi,
} from "vitest";
import { api } from "../../convex/_generated/api";
import { isGenuineVia } from "../../lib/audit/via";
import { appError } from "../../lib/errors";
import { appEnvironment } from "../support/app-environment";

const SECRET = "an-audit-secret-of-a-test";

const { fetchMutation, headers } = vi.hoisted(() => ({
  fetchMutation: vi.fn(),
  headers: vi.fn(),
}));

vi.mock("convex/nextjs", () => ({ fetchMutation }));
vi.mock("next/headers", () => ({ headers }));

const CALLER = { token: "token", url: "http://127.0.0.1:1" };
const ID = "k57axc7h81s4m9d2n6p0q3r5t8v1w4x7";

let before: NodeJS.ProcessEnv;

beforeAll(() => {
  before = { ...process.env };
  Object.assign(process.env, appEnvironment("http://127.0.0.1:1"), {
    AUDIT_HASH_SECRET: SECRET,
    TRUSTED_PROXY_COUNT: "1",
  });
});

afterAll(() => {
  process.env = before;
});

beforeEach(() => {
  fetchMutation.mockReset().mockResolvedValue(null);
  headers.mockReset().mockResolvedValue(
    new Headers({
      "x-request-id": "request-of-next",
      "x-peer-address": "10.0.0.1",
      "x-forwarded-for": "198.51.100.1, 203.0.113.7",
    }),
  );
});

async function run(
  error: Error,
  args: Record<string, unknown> = {},
): Promise<unknown> {
  const { reportingRefusals } = await import("../../lib/server/refusals");
  const answer = reportingRefusals(
    api.contacts.profile.get,
    args,
    CALLER,
    Promise.reject(error),
  );
  return answer.catch((thrown: unknown) => thrown);
}

const denied = (permission: unknown) =>
  appError("FORBIDDEN", "No.", { permission: permission as string });

describe("I1 the web server reports what a person was refused", () => {
  test("for want of a permission, from where, and hands the refusal on", async () => {
    const error = denied("manage_tenant");
    expect(await run(error)).toBe(error);
    expect(fetchMutation).toHaveBeenCalledOnce();
    const [, said, caller] = fetchMutation.mock.calls[0] as [
      unknown,
      { functionName: string; permission: string; via: never },
      unknown,
    ];
    expect(said).toMatchObject({
      functionName: "contacts/profile:get",
      permission: "manage_tenant",
      via: { requestId: "request-of-next", address: "203.0.113.7" },
    });
    expect(await isGenuineVia(SECRET, said.via, Date.now())).toBe(true);
    expect(caller).toBe(CALLER);
  });

  test("for rows that were not found, with what may name one", async () => {
    await run(appError("NOT_FOUND", "Not found."), {
      contactId: ID,
      text: "hello",
      many: [ID],
      number: 4,
    });
    expect(fetchMutation.mock.calls[0]?.[1]).toMatchObject({
      functionName: "contacts/profile:get",
      ids: [ID],
    });
  });

  test.each([
    ["an id of nothing", appError("NOT_FOUND", "Not found.")],
    ["a refusal that needs no permission", appError("FORBIDDEN", "No.")],
    ["a permission nobody knows", denied("everything")],
    ["a permission that is no text", denied(7)],
    ["another error of ours", appError("CONFLICT", "No.")],
    ["any other error", new Error("broken")],
  ])("but not %s", async (_what, error) => {
    expect(await run(error, { text: "hello" })).toBe(error);
    expect(fetchMutation).not.toHaveBeenCalled();
  });

  test("and when the report fails, the refusal goes on as it is", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    fetchMutation.mockRejectedValue(new Error("no network"));
    const error = denied("operator");
    expect(await run(error)).toBe(error);
  });
});
