import { z } from "zod";
import { isActor } from "./actor";
import {
  chainOf,
  genesisHash,
  hashEvent,
  PLATFORM_CHAIN,
  type SealedEvent,
} from "./chain";

/** One whole chain of the trail, oldest event first. */
export interface TrailExport {
  format: "my-aibud-audit/1";
  chain: string;
  /** Where the chain ends, as the product remembers it apart from the events. */
  head: { sequence: number; hash: string };
  events: SealedEvent[];
}

export interface TrailProblem {
  check: "sequence" | "link" | "hash" | "chain" | "actor" | "repeated" | "head";
  /** The position in the chain, counted from 1; null for the chain's end. */
  event: number | null;
  id: string | null;
  detail: string;
}

export interface TrailReport {
  ok: boolean;
  events: number;
  problems: TrailProblem[];
}

const event = z.strictObject({
  sequence: z.number(),
  id: z.string().min(1),
  at: z.number(),
  tenantId: z.string().nullable(),
  actor: z.string(),
  action: z.string().min(1),
  target: z.string().nullable(),
  reason: z.string().nullable(),
  requestId: z.string().nullable(),
  ipHash: z.string().nullable(),
  previousHash: z.string(),
  hash: z.string(),
});

const trail = z.strictObject({
  format: z.literal("my-aibud-audit/1"),
  chain: z.string().min(1),
  head: z.strictObject({ sequence: z.number(), hash: z.string() }),
  events: z.array(event),
});

/**
 * Reads the parsed JSON of an exported trail. Throws a plain Error that names
 * the first field that is not as the format says.
 */
export function parseTrail(input: unknown): TrailExport {
  const result = trail.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.map(String).join(".") ?? "";
  throw new Error(
    `Not an audit trail: ${path === "" ? "the file" : path}: ${issue?.message ?? "unreadable"}`,
  );
}

/**
 * Recomputes a chain from its first event. It finds every change, gap, swap
 * and repetition, and an end that was cut off while the head stayed; a chain
 * that was rebuilt as a whole, head included, shows only against an earlier
 * export.
 */
export async function verifyTrail(trail: TrailExport): Promise<TrailReport> {
  const problems: TrailProblem[] = [];
  const seen = new Set<string>();
  let previousHash = genesisHash(trail.chain);
  for (const [index, event] of trail.events.entries()) {
    const place = { event: index + 1, id: event.id };
    const found = await faultsOf(trail.chain, event, index + 1, previousHash);
    if (seen.has(event.id)) {
      found.push(["repeated", "the event is in the chain twice"]);
    }
    seen.add(event.id);
    for (const [check, detail] of found) {
      problems.push({ check, ...place, detail });
    }
    previousHash = event.hash;
  }
  problems.push(...headProblems(trail, previousHash));
  return { ok: problems.length === 0, events: trail.events.length, problems };
}

type Fault = [check: TrailProblem["check"], detail: string];

async function faultsOf(
  chain: string,
  event: SealedEvent,
  sequence: number,
  previousHash: string,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  if (event.sequence !== sequence) {
    faults.push([
      "sequence",
      `it says it is event ${event.sequence}, and it is event ${sequence}`,
    ]);
  }
  if (event.previousHash !== previousHash) {
    faults.push(["link", "it does not follow the event before it"]);
  }
  if (event.hash !== (await hashEvent(chain, event))) {
    faults.push(["hash", "its fields are not those that were sealed"]);
  }
  if (chainOf(event.tenantId) !== chain) {
    faults.push(["chain", "it belongs to another chain"]);
  }
  if (!isActor(event.actor)) {
    faults.push(["actor", "nobody is named as having done it"]);
  }
  return faults;
}

function headProblems(trail: TrailExport, lastHash: string): TrailProblem[] {
  const { head, events, chain } = trail;
  const isEmpty = events.length === 0;
  const expected = isEmpty ? genesisHash(chain) : lastHash;
  if (head.sequence === events.length && head.hash === expected) return [];
  return [
    {
      check: "head",
      event: null,
      id: null,
      detail: `the chain ends at event ${events.length}, and event ${head.sequence} was sealed last`,
    },
  ];
}

/** What people call a chain. */
export function chainName(chain: string): string {
  return chain === PLATFORM_CHAIN ? "the platform" : chain;
}
