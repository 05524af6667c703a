import { vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { messageEvent } from "./deliveries";
import { type Person, signIn } from "./people";
import {
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "./product";
import { fakeVendors, json, modelAnswer } from "./vendors";

const PAGE = { paginationOpts: { numItems: 100, cursor: null } };
const { failedTurns, runs } = api.webhooks;

const customer = (index: number) =>
  `2783111${String(index).padStart(4, "0")}@c.us`;

export type Failing = Awaited<ReturnType<typeof startFailing>>;

/** A business of 100 credits whose answers fail when a test says so, its owner and an operator. */
export async function startFailing() {
  const t = createBackend();
  const vendors = fakeVendors();
  const makeBusiness = async (name: string): Promise<Business> => {
    const made = await createBusiness(t, { name });
    await t.run((ctx) =>
      ctx.db.patch(made.tenantId, { maxAnswerAgeMs: 3_600_000 }),
    );
    return made;
  };
  const business = await makeBusiness("Harbour Bakery");
  const owner = await signIn(t, business.tenantId, "owner");
  const operator = await signIn(t, null, "operator");
  return {
    t,
    vendors,
    makeBusiness,
    business,
    owner,
    operator,
    /** So many customers whom no model answers, one after the other. */
    async fail(of: Business, count: number): Promise<void> {
      vendors.onPrompt = () => json({ error: { message: "down" } }, 503);
      for (let i = 0; i < count; i += 1) {
        await post(t, of, messageEvent(of, { from: customer(i) }));
        await drain(t);
      }
      vendors.onPrompt = () => modelAnswer("Until six.");
      // Breakers stay open for a while after so many failures.
      vi.advanceTimersByTime(10 * 60_000);
      vendors.sends.length = 0;
    },
    open: async (by: Person = owner) =>
      (await by.query(failedTurns.list, { detail: null, ...PAGE })).page,
    openOf: async (tenantId: Business["tenantId"]) =>
      (
        await operator.query(failedTurns.listAll, {
          tenantId,
          detail: null,
          ...PAGE,
        })
      ).page,
    start: (
      tenantId: Business["tenantId"] | null,
      detail: string | null = null,
    ) =>
      operator.mutation(runs.start, {
        kind: "failed_turns",
        tenantId,
        detail,
        reason: "the model is back",
      }),
    /** The newest run over all businesses. */
    progress: () =>
      operator.query(runs.progress, { kind: "failed_turns", tenantId: null }),
    audited: (action: string) =>
      t.run(async (ctx) =>
        (await ctx.db.query("auditEvents").collect()).filter(
          (event) => event.action === action,
        ),
      ),
    /** Of each run: the batch that was due is gone, as when the process that was to run it is killed at a bad moment. */
    async loseScheduled(): Promise<void> {
      await t.run(async (ctx) => {
        const jobs = await ctx.db.system
          .query("_scheduled_functions")
          .collect();
        for (const { _id, name, state } of jobs) {
          if (state.kind === "pending" && name.includes("redriveRun")) {
            await ctx.scheduler.cancel(_id);
          }
        }
      });
    },
    /** Which customers were answered, and what the business's books say. */
    async outcome(of: Business) {
      const chats = vendors.sends.map(({ chatId }) => chatId);
      const { balance, reserved, kinds } = await readBooks(t, of.tenantId);
      return {
        sends: chats.length,
        customers: new Set(chats).size,
        paid: 100 - balance,
        reserved,
        captures: kinds.filter((kind) => kind === "capture").length,
      };
    },
  };
}

/** Each of so many customers was answered once and paid for once. */
export const onceEach = (count: number) => ({
  sends: count,
  customers: count,
  paid: count,
  reserved: 0,
  captures: count,
});
