import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { type SignedVia, signVia } from "../../../lib/audit/via";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  createBackend,
  createBusiness,
  TEST_ENV,
} from "../../support/product";

/** What the pages and routes of the app are made of. */
const SOURCES = import.meta.glob<string>("../../../app/**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

type Stage = {
  owner: Person;
  operator: Person;
  stranger: Person;
  tenantId: Id<"tenants">;
  contactId: Id<"contacts">;
};

type Call = (stage: Stage, via: SignedVia) => Promise<unknown>;

/** Every write that the web server makes for a person, and the event it leaves. */
const CALLS: Record<string, { action: string; call: Call }> = {
  "assistant.knowledge.recordPageRead": {
    action: "knowledge.page_read",
    call: ({ owner }, via) =>
      owner.mutation(api.assistant.knowledge.recordPageRead, {
        host: "shop.example",
        via,
      }),
  },
  "audit.platform.recordExport": {
    action: "audit.exported",
    call: ({ operator }, via) =>
      operator.mutation(api.audit.platform.recordExport, { via }),
  },
  "audit.trail.recordExport": {
    action: "audit.exported",
    call: ({ owner }, via) =>
      owner.mutation(api.audit.trail.recordExport, { via }),
  },
  "contacts.dossier.record": {
    action: "contact.export",
    call: ({ owner, contactId }, via) =>
      owner.mutation(api.contacts.dossier.record, { contactId, via }),
  },
  "contacts.exports.record": {
    action: "contacts.export",
    call: ({ owner }, via) =>
      owner.mutation(api.contacts.exports.record, { via }),
  },
  "credits.bookPages.record": {
    action: "credits.books_exported",
    call: ({ owner }, via) =>
      owner.mutation(api.credits.bookPages.record, { via }),
  },
  "credits.bookPages.recordFor": {
    action: "credits.books_exported",
    call: ({ operator, tenantId }, via) =>
      operator.mutation(api.credits.bookPages.recordFor, { tenantId, via }),
  },
  "credits.statement.recordExport": {
    action: "credits.exported",
    call: ({ owner }, via) =>
      owner.mutation(api.credits.statement.recordExport, { via }),
  },
  "operators.bootstrap.claim": {
    action: "role.operator",
    call: ({ stranger }, via) =>
      stranger.mutation(api.operators.bootstrap.claim, { via }),
  },
  "operators.usage.recordExport": {
    action: "export.ai_usage",
    call: ({ operator }, via) =>
      operator.mutation(api.operators.usage.recordExport, {
        from: "2026-11-01",
        to: "2026-11-02",
        via,
      }),
  },
};

let t: Backend;
let stage: Stage;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 15, 12) });
  t = createBackend();
  const { tenantId } = await createBusiness(t, { name: "Mine" });
  const owner = await signIn(t, tenantId, "owner");
  const contactId = await owner.mutation(api.contacts.profile.create, {
    name: "Ann",
    phone: "+27 82 555 0123",
  });
  const issuer = TEST_ENV.CLERK_JWT_ISSUER_DOMAIN;
  const stranger = t.withIdentity({
    issuer,
    subject: "first",
    tokenIdentifier: `${issuer}|first`,
    email: "first@example.com",
    emailVerified: true,
  });
  stage = { owner, operator: owner, stranger, tenantId, contactId };
  return () => vi.useRealTimers();
});

async function prepare(name: string): Promise<void> {
  if (name === "operators.bootstrap.claim") {
    const email = "first@example.com";
    await t.mutation(internal.operators.bootstrap.name, { email });
    return;
  }
  stage.operator = await signIn(t, null, "operator");
  await stage.operator.mutation(api.operators.access.open, {
    tenantId: stage.tenantId,
    reason: "A question about the books",
  });
}

async function requestIdOf(action: string): Promise<string | null> {
  const all = await t.run((ctx) => ctx.db.query("auditEvents").collect());
  const event = all.findLast((each) => each.action === action);
  if (event === undefined) throw new Error(`There is no event ${action}.`);
  return event.requestId;
}

function viaUnder(secret: string): Promise<SignedVia> {
  return signVia(secret, {
    requestId: "request-of-next",
    address: "203.0.113.7",
    at: Date.now(),
  });
}

test("I5 every write the web server makes is in the table", () => {
  const made = Object.values(SOURCES).flatMap((text) =>
    [...text.matchAll(/mutateTraced\(\s*api\.([\w.]+)/g)].map(
      ([, name = ""]) => name,
    ),
  );
  expect([...new Set(made)].sort()).toEqual(Object.keys(CALLS).sort());
});

describe.each(Object.entries(CALLS))("I5 %s", (name, { action, call }) => {
  test("has the id of the web server's request", async () => {
    await prepare(name);
    await call(stage, await viaUnder(TEST_ENV.AUDIT_HASH_SECRET));
    expect(await requestIdOf(action)).toBe("request-of-next");
  });

  test("does not take one from somebody without the key", async () => {
    await prepare(name);
    await call(stage, await viaUnder("a-key-the-caller-made-up"));
    expect(await requestIdOf(action)).not.toBe("request-of-next");
  });
});
