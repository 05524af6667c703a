import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Identity } from "../../../convex/types";
import type { Instance } from "../../administration";
import { Failure } from "../../failure";
import type { PlannedEpisode } from "./plan";
import type { Stage } from "./stage";
import type { Colleague, Step } from "./steps";
import type { Person } from "./people";

export type Cast = Record<Colleague, Identity>;

const READING_MS = 40_000;
const DELIVERED_WITHIN_MS = 5_000;
const POLL_MS = 3;

const HOUR_MS = 3_600_000;

const rowSchema = z.object({
  id: z.string(),
  contactId: z.string(),
  contactPhone: z.string().nullable(),
});
const rowsSchema = z.object({ page: z.array(rowSchema) });
const namedSchema = z.array(z.object({ id: z.string(), name: z.string() }));
const candidatesSchema = z.array(
  z.object({ memberId: z.string().nullable(), email: z.string() }),
);

/** Plays planned conversations through the running product. */
export interface Player {
  play(episode: PlannedEpisode): Promise<void>;
}

function digits(phone: string): string {
  return phone.replaceAll(/\D/g, "");
}

export async function createPlayer(
  stage: Stage,
  cast: Cast,
  instance: Instance,
): Promise<Player> {
  const session = instance.sessionName;
  const owner = cast.owner;
  const labels = namedSchema.parse(
    await stage.ask(owner, "conversations/labels:list", {}),
  );
  const colleagues = candidatesSchema.parse(
    await stage.ask(owner, "conversations/assignment:candidates", {}),
  );
  let sent = 0;

  async function conversationOf(
    person: Person,
  ): Promise<z.infer<typeof rowSchema>> {
    const { page } = rowsSchema.parse(
      await stage.ask(owner, "conversations/inbox:list", {
        paginationOpts: { numItems: 20, cursor: null },
      }),
    );
    const row = page.find(
      ({ contactPhone }) => digits(contactPhone ?? "") === digits(person.phone),
    );
    if (row === undefined) throw new Failure(`${person.name} wrote nothing.`);
    return row;
  }

  async function describeContact(
    contactId: string,
    { stage: stageOfSale, tags, optIn }: Extract<Step, { kind: "contact" }>,
  ): Promise<void> {
    await stage.as(cast.agent, "contacts/profile:update", {
      contactId,
      patch: { stage: stageOfSale, tags },
    });
    if (optIn === null) return;
    await stage.as(cast.agent, "contacts/consent:set", {
      contactId,
      to: "opted_in",
      evidence: optIn,
    });
  }

  async function customerWrites(person: Person, text: string): Promise<void> {
    const { message, chatId } = await stage.phone.say(session, person, text);
    const payloadId = `false_${chatId}_${message.bareId}`;
    const deadline = performance.now() + DELIVERED_WITHIN_MS;
    let isDelivered = false;
    while (!isDelivered && performance.now() < deadline) {
      const deliveries = await stage.phone.deliveries(session, payloadId);
      isDelivered = deliveries.some(({ status }) => status === 200);
      if (!isDelivered) await pause(POLL_MS);
    }
    await stage.settled();
  }

  async function act(person: Person, step: Step): Promise<void> {
    const { id: conversationId, contactId } = await conversationOf(person);
    const call = (by: Colleague, path: string, args: object) =>
      stage.as(cast[by], path, { conversationId, ...args });
    switch (step.kind) {
      case "write":
        sent += 1;
        await call(step.by, "messages/outbound:write", {
          text: step.text,
          idempotencyKey: `demo-history-${String(sent)}`,
        });
        return;
      case "note":
        await call(step.by, "conversations/notes:add", { text: step.text });
        return;
      case "label": {
        const label = labels.find(({ name }) => name === step.name);
        if (label === undefined) throw new Failure(`No label ${step.name}.`);
        await call("owner", "conversations/labels:set", {
          labelIds: [label.id],
        });
        return;
      }
      case "assign": {
        const { email } = cast[step.to];
        const member = colleagues.find((each) => each.email === email);
        await call("owner", "conversations/assignment:set", {
          memberId: member?.memberId ?? null,
        });
        return;
      }
      case "contact":
        await describeContact(contactId, step);
        return;
      case "snooze":
        await call("agent", "conversations/status:snooze", {
          until: stage.clock.now() + step.hours * HOUR_MS,
        });
        return;
      case "read":
        await call("agent", "conversations/inbox:markRead", {});
        return;
      case "resolve":
        await call("agent", "conversations/handoff:resolve", {});
        return;
      case "close":
        await call("agent", "conversations/status:close", {});
        return;
      case "phone":
        await stage.phone.takeOver(session, person.phone, step.text);
        return;
      case "ask":
      case "ask_for_human":
      case "say":
        throw new Failure("Customers do not act.");
    }
  }

  async function perform(person: Person, step: Step): Promise<void> {
    switch (step.kind) {
      case "ask":
        await stage.nextAnswer(step.answer);
        return customerWrites(person, step.text);
      case "ask_for_human":
        await stage.nextAnswer(`[[HANDOFF: ${step.reason}]]`);
        return customerWrites(person, step.text);
      case "say":
        await stage.nextAnswer("You are welcome!");
        return customerWrites(person, step.text);
      default:
        await act(person, step);
        return stage.settled();
    }
  }

  return {
    async play({ person, at, steps }) {
      stage.clock.jumpTo(at);
      for (const step of steps) {
        await perform(person, step);
        const chars = "text" in step ? step.text.length : 0;
        stage.clock.jumpTo(stage.clock.now() + READING_MS + chars * 150);
      }
    },
  };
}
