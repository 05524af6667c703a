import { z } from "zod";

import {
  meSchema,
  messageSchema,
  personSchema,
  sessionConfigSchema,
  type Ack,
} from "./model";
import { isRunning, type Session } from "./session";

const SAVED_MESSAGES_PER_SESSION = 5_000;

const ackSchema = z.union([
  z.literal(-1),
  z.literal(0),
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
]) satisfies z.ZodType<Ack>;

const savedStateSchema = z.object({
  format: z.literal("waha-stand-in/1"),
  sequence: z.number(),
  sessions: z.array(
    z.object({
      name: z.string(),
      config: sessionConfigSchema.nullable(),
      me: meSchema.nullable(),
      running: z.boolean(),
      book: z.object({
        people: z.array(personSchema),
        messages: z.array(messageSchema.extend({ ack: ackSchema })),
      }),
    }),
  ),
});

export type SavedState = z.infer<typeof savedStateSchema>;

export function parseSavedState(value: unknown): SavedState {
  return savedStateSchema.parse(value);
}

export function snapshotOf(sessions: Session[], sequence: number): SavedState {
  return {
    format: "waha-stand-in/1",
    sequence,
    sessions: sessions.map((session) => ({
      name: session.name,
      config: session.config,
      me: session.me,
      running: isRunning(session),
      book: session.book.save(SAVED_MESSAGES_PER_SESSION),
    })),
  };
}
