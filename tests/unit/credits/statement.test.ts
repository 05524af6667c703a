import { expect, test } from "vitest";
import { actorKindOf } from "../../../lib/credits/actors";
import { type LedgerKind, post } from "../../../lib/credits/ledger";
import { balanceChange } from "../../../lib/credits/statement";

const KINDS: LedgerKind[] = [
  "grant",
  "top_up",
  "refund",
  "adjust_up",
  "adjust_down",
  "expire",
  "reserve",
  "capture",
  "release",
];

test.each(KINDS)(
  "the change a statement shows for %s is the ledger's",
  (kind) => {
    const before = { balance: 100, reserved: 50 };
    const result = post(before, { kind, credits: 7 });
    if (!result.ok) throw new Error("Enough credits were there.");
    expect(balanceChange(kind, 7)).toBe(result.wallet.balance - before.balance);
  },
);

test("an actor's kind is read from its first word only", () => {
  expect(actorKindOf("user:https://issuer|operator:1")).toBe("member");
  expect(actorKindOf("operator:https://issuer|user:1")).toBe("operator");
  expect(actorKindOf("system:assistant")).toBe("system");
});
