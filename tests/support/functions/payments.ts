import { SMALL } from "../polar";
import type { Backend, Business } from "../product";
import { type Ids, none, page, type Row, type Rows } from "./row";

const decision: Row = {
  kind: "mutation",
  permission: "operator",
  args: ({ orderId }) => ({ orderId, reason: "a good reason" }),
  takesId: false,
};

export const paymentsRows: Rows = {
  "payments/checkouts:get": {
    kind: "query",
    permission: "manage_tenant",
    args: ({ checkoutId }) => ({ checkoutId }),
    takesId: true,
  },
  "payments/checkouts:list": {
    kind: "query",
    permission: "manage_tenant",
    args: () => page,
    takesId: false,
  },
  "payments/checkouts:start": {
    kind: "mutation",
    permission: "manage_tenant",
    args: () => ({
      productId: SMALL.productId,
      origin: "http://127.0.0.1:3000",
    }),
    takesId: false,
  },
  "payments/packs:list": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "payments/review:accept": decision,
  "payments/review:close": decision,
  "payments/review:collect": decision,
  "payments/review:forgive": decision,
  "payments/review:list": {
    kind: "query",
    permission: "operator",
    args: () => ({ filter: { kind: "all" }, ...page }),
    takesId: false,
  },
  "payments/status:get": {
    kind: "query",
    permission: "operator",
    args: none,
    takesId: false,
  },
};

/** A checkout that waits, and an order of it that an operator is to look at. */
export async function seedPayments(
  t: Backend,
  { tenantId }: Business,
): Promise<Pick<Ids, "checkoutId" | "orderId">> {
  return t.run(async (ctx) => {
    const checkoutId = await ctx.db.insert("checkouts", {
      ...SMALL,
      tenantId,
      actor: "user:seed",
      reference: `isolation ${tenantId}`,
      returnUrl: null,
      status: "open",
      failure: null,
      providerCheckoutId: `isolation ${tenantId}`,
      url: "http://127.0.0.1:4015/checkout/isolation",
      expiresAt: 0,
      paidBy: null,
      looks: 0,
      nextLookAt: null,
    });
    const orderId = await ctx.db.insert("orders", {
      providerOrderId: `isolation ${tenantId}`,
      tenantId,
      checkoutId,
      state: "review",
      problem: "amount",
      productId: SMALL.productId,
      amount: 1,
      net: 1,
      currency: "usd",
      refunded: 0,
      granted: 0,
      taken: 0,
      owed: 5,
      forgiven: 0,
      moves: 0,
      paidAt: 0,
      decision: null,
    });
    return { checkoutId, orderId };
  });
}
