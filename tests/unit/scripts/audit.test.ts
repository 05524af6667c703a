import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  genesisHash,
  hashEvent,
  type SealedEvent,
} from "../../../lib/audit/chain";
import { verifyTrails } from "../../../scripts/audit/verify";

let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "audit-"));
  said = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => {
    said.push(line);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

async function makeFile(change: (events: SealedEvent[]) => void) {
  const events: SealedEvent[] = [];
  let previousHash = genesisHash("platform");
  for (let sequence = 1; sequence <= 30; sequence += 1) {
    const row = {
      ...{ sequence, id: `event${sequence}`, at: sequence, tenantId: null },
      ...{ actor: "system:test", action: "test.event", target: null },
      ...{ reason: null, requestId: null, ipHash: null, previousHash },
    };
    const hash = await hashEvent("platform", row);
    events.push({ ...row, hash });
    previousHash = hash;
  }
  change(events);
  const file = path.join(folder, "trail.json");
  const head = { sequence: 30, hash: previousHash };
  const format = "my-aibud-audit/1";
  writeFileSync(
    file,
    JSON.stringify({ format, chain: "platform", head, events }),
  );
  return file;
}

test("I1 an exported trail is verified without the installation", async () => {
  const file = await makeFile(() => undefined);
  expect(await verifyTrails(["--file", file])).toBe(0);
  expect(said.join("\n")).toContain("the platform: in order, 30 events.");
});

test("I1 the first wrong event is named, and the exit says so", async () => {
  const file = await makeFile((events) => {
    const event = events[6];
    if (event !== undefined) event.actor = "operator:mallory";
  });
  expect(await verifyTrails(["--file", file])).toBe(1);
  expect(said[0]).toContain("the platform: WRONG, first at event #7.");
  expect(said[0]).toContain("[event7]");
  expect(said.at(-1)).toContain("THE AUDIT TRAIL IS WRONG");
});

test("I1 a long list of faults is cut", async () => {
  const file = await makeFile((events) => {
    for (const event of events) event.reason = "changed";
  });
  expect(await verifyTrails(["--file", file])).toBe(1);
  expect(said[0]).toContain("and 10 more");
});

test("a file that holds something else is refused in a sentence", async () => {
  const file = path.join(folder, "other.json");
  writeFileSync(file, "{}");
  await expect(verifyTrails(["--file", file])).rejects.toThrow(
    "holds no audit trail",
  );
});
