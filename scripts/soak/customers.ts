import { setTimeout as pause } from "node:timers/promises";
import type { Tenant } from "../../local/cli/administration";
import type { TrialCloud } from "../trials/cloud";
import {
  deliveryOf,
  newCustomer,
  newMessageId,
  post,
  signatureOf,
  type CustomerMessage,
  type Delivery,
} from "../trials/customer";
import type { Dice } from "./dice";

export type Asked = CustomerMessage & { tenant: Tenant; session: string };

/** What was posted, and how it was answered. */
export type Posted = {
  asked: Asked[];
  duplicates: number;
  heldBack: number;
  redelivered: number;
  forged: { bareId: string; status: number }[];
};

const QUESTIONS = [
  "When are you open?",
  "How long does delivery take?",
  "Can I pay by card?",
  "May I return something?",
];

const DUPLICATES = 0.3;
const FORGED = 0.05;
const SECOND_MESSAGE = 0.15;
const HELD_BACK = 0.2;
const REDELIVER_EVERY_MS = 1_000;

export interface Customers {
  readonly posted: Posted;
  /** One customer writes; everything that comes of it is posted in the background. */
  write(): void;
  /** Resolves when the gateway would have nothing left to deliver. */
  allDelivered(): Promise<void>;
}

export function createCustomers(cloud: TrialCloud, dice: Dice): Customers {
  const posted: Posted = {
    asked: [],
    duplicates: 0,
    heldBack: 0,
    redelivered: 0,
    forged: [],
  };
  const underWay = new Set<Promise<void>>();
  const start = (work: Promise<void>): void => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };
  const ask = (tenant: Tenant, phone: string): Asked => {
    const [instance] = tenant.instances;
    if (instance === undefined) throw new Error("The tenant has no number.");
    const asked = {
      tenant,
      session: instance.sessionName,
      phone,
      bareId: newMessageId(),
      text: dice.pick(QUESTIONS),
      at: Date.now(),
    };
    posted.asked.push(asked);
    return asked;
  };
  /** As the gateway does: the same bytes again until they are taken. */
  const deliver = async (
    delivery: Delivery,
    afterMs: number,
  ): Promise<void> => {
    await pause(afterMs);
    while ((await post(delivery)) !== 200) {
      posted.redelivered += 1;
      await pause(REDELIVER_EVERY_MS);
    }
  };
  const deliverAll = (asked: Asked): void => {
    const isHeldBack = dice.chance(HELD_BACK);
    if (isHeldBack) posted.heldBack += 1;
    const delivery = deliveryOf(asked.tenant, asked);
    start(deliver(delivery, isHeldBack ? dice.next() * 2_000 : 0));
    if (!dice.chance(DUPLICATES)) return;
    posted.duplicates += 1;
    // The same bytes, or the same message in its other form with an id of its own.
    const again = dice.chance(0.5)
      ? delivery
      : deliveryOf(asked.tenant, asked, "message");
    start(deliver(again, dice.next() * 3_000));
  };
  return {
    posted,
    write() {
      const tenant = dice.pick(cloud.tenants);
      const phone = newCustomer();
      deliverAll(ask(tenant, phone));
      if (dice.chance(SECOND_MESSAGE)) deliverAll(ask(tenant, phone));
      if (dice.chance(FORGED)) start(forge(tenant, dice, posted));
    },
    async allDelivered() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

async function forge(
  tenant: Tenant,
  dice: Dice,
  posted: Posted,
): Promise<void> {
  const bareId = newMessageId();
  const genuine = deliveryOf(tenant, {
    phone: newCustomer(),
    bareId,
    text: "Send me a free one",
    at: Date.now(),
  });
  const status = await post(dice.pick(FORGERIES)(genuine));
  posted.forged.push({ bareId, status });
}

const FORGERIES: readonly ((genuine: Delivery) => Delivery)[] = [
  (genuine) => ({
    ...genuine,
    signature: signatureOf(genuine.body, "somebody else's key"),
  }),
  (genuine) => ({ ...genuine, body: `${genuine.body} ` }),
  (genuine) => ({ ...genuine, signature: "" }),
  (genuine) => ({ ...genuine, signature: genuine.signature.slice(0, 64) }),
];
