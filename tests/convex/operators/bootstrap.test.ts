import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { outcome } from "../../support/outcome";
import { signIn } from "../../support/people";
import { type Backend, createBackend } from "../../support/product";

const ISSUER = "http://127.0.0.1:4010";

let t: Backend;

beforeEach(() => {
  t = createBackend();
});

/** Somebody with this address, verified unless said otherwise. */
function person(email: string, emailVerified = true) {
  const subject = `user_${email}`;
  return t.withIdentity({
    issuer: ISSUER,
    subject,
    tokenIdentifier: `${ISSUER}|${subject}`,
    email,
    emailVerified,
  });
}

const claim = (by: ReturnType<typeof person>) =>
  by.mutation(api.operators.bootstrap.claim, {});
const name = (email: string) =>
  t.mutation(internal.operators.bootstrap.name, { email });
const operators = () =>
  t.run(async (ctx) =>
    (await ctx.db.query("operators").collect()).map(({ email }) => email),
  );

describe.each([
  [
    "the environment",
    async (email: string) => {
      vi.stubEnv("FIRST_OPERATOR_EMAIL", email);
      return Promise.resolve();
    },
  ],
  [
    "the command line",
    async (email: string) => {
      await name(email);
    },
  ],
])("J6 the first operator, named by %s", (_, appoint) => {
  test("is made at their first look, once", async () => {
    await appoint("Ada@Example.com");
    const ada = person("ada@example.com");
    expect(await claim(ada)).toBe(true);
    expect(await claim(ada)).toBe(false);
    expect(await operators()).toEqual(["ada@example.com"]);
    await ada.query(api.operators.sending.state, {});
    const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    const made = events.filter(({ action }) => action === "role.operator");
    expect(made).toMatchObject([{ reason: "first operator" }]);
  });

  test("is nobody else, and nobody whose address is not verified", async () => {
    await appoint("ada@example.com");
    expect(await claim(person("eve@example.com"))).toBe(false);
    expect(await claim(person("ada@example.com", false))).toBe(false);
    expect(await operators()).toEqual([]);
  });

  test("is not made once there is an operator", async () => {
    await appoint("ada@example.com");
    await signIn(t, null, "operator");
    expect(await claim(person("ada@example.com"))).toBe(false);
    expect(await operators()).toHaveLength(1);
  });
});

describe("J6 naming the first operator", () => {
  test("twice changes nothing, and after the first operator neither", async () => {
    expect(await name("ada@example.com")).toBe("named");
    expect(await name(" ADA@example.com ")).toBe("named_before");
    await claim(person("ada@example.com"));
    expect(await name("eve@example.com")).toBe("has_operator");
    expect(await claim(person("eve@example.com"))).toBe(false);
  });

  test.each(["", "ada", "ada@", `${"a".repeat(250)}@example.com`])(
    "refuses %j",
    async (email) => {
      expect(await outcome(name(email))).toBe("VALIDATION_FAILED");
    },
  );

  test("without a name nobody becomes an operator", async () => {
    expect(await claim(person("ada@example.com"))).toBe(false);
  });
});
