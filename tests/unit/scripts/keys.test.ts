import { beforeEach, describe, expect, test, vi } from "vitest";
import { parseKeyring } from "../../../lib/crypto/keyring";
import type { AdminApi } from "../../../local/cli/admin-api";
import { generateKey } from "../../../scripts/keys/generate";
import { rotateKeys } from "../../../scripts/keys/rotate";
import { showStatus } from "../../../scripts/keys/status";

let said: string[];

beforeEach(() => {
  said = [];
  const note = (line: string) => {
    said.push(line);
  };
  vi.spyOn(console, "log").mockImplementation(note);
  vi.spyOn(console, "error").mockImplementation(note);
  return () => vi.restoreAllMocks();
});

type Asked = { path: string; cursor: unknown };

/** A Convex that answers from a list for each function. */
function fake(answers: Record<string, unknown[]>): AdminApi & {
  asked: Asked[];
} {
  const asked: Asked[] = [];
  return {
    url: "http://convex.example",
    asked,
    isUp: () => Promise.resolve(true),
    run: (_kind, path, args, returns) => {
      const options = args["paginationOpts"] as { cursor: unknown } | undefined;
      asked.push({ path, cursor: options?.cursor });
      return Promise.resolve(returns.parse(answers[path]?.shift()));
    },
  };
}

const RING = "assistant/fieldKeys:ring";
const USED = "assistant/fieldKeys:used";
const ROTATE = "assistant/fieldKeys:rotate";
const on = (...ids: string[]) => ({ state: "on", problem: null, ids });

describe("generate", () => {
  test("prints a key that the product reads, another one each time, and stores nothing", () => {
    expect(generateKey([])).toBe(0);
    expect(generateKey(["--id", "mine-1"])).toBe(0);
    const [first = "", , second = ""] = said;
    expect(second).toMatch(/^mine-1:/);
    const parsed = parseKeyring(`${first},${second}`);
    expect(parsed.state).toBe("on");
  });

  test("refuses an id the product would not read", () => {
    expect(() => generateKey(["--id", "a:b"])).toThrow("An id has");
  });
});

describe("status", () => {
  test("counts over all pages and says which key may go", async () => {
    const api = fake({
      [RING]: [on("new", "old", "older")],
      [USED]: [
        { page: ["new", "old"], isDone: false, continueCursor: "2" },
        { page: ["old", "new"], isDone: true, continueCursor: "end" },
      ],
    });
    expect(await showStatus(api, [])).toBe(0);
    expect(api.asked.map(({ cursor }) => cursor)).toEqual([
      undefined,
      null,
      "2",
    ]);
    expect(said).toEqual([
      "new: 2 values, the current key",
      "old: 2 values, to be moved by npm run keys -- rotate",
      "older: 0 values, can be removed",
    ]);
  });

  test("fails when a value is under a key that is gone, or is no envelope", async () => {
    const api = fake({
      [RING]: [on("new")],
      [USED]: [{ page: ["gone", null], isDone: true, continueCursor: "" }],
    });
    expect(await showStatus(api, [])).toBe(1);
    expect(said.slice(1)).toEqual([
      "gone: 1 values, NOT IN FIELD_KEYS: unreadable",
      "no key at all: 1 values, NOT IN FIELD_KEYS: unreadable",
    ]);
  });

  test.each([
    [{ state: "off", problem: null, ids: [] }, "FIELD_KEYS is not set"],
    [
      { state: "invalid", problem: "Entry 1 is wrong.", ids: [] },
      "Entry 1 is wrong.",
    ],
  ])("says in a sentence that there are no keys", async (ring, sentence) => {
    await expect(showStatus(fake({ [RING]: [ring] }), [])).rejects.toThrow(
      sentence,
    );
  });
});

describe("rotate", () => {
  const batch = (
    moved: number,
    kept: number,
    continueCursor: string | null,
  ) => ({
    currentId: "new",
    moved,
    kept,
    failed: [],
    isDone: continueCursor === null,
    continueCursor: continueCursor ?? "end",
  });

  test("goes from batch to batch to the end and adds up", async () => {
    const api = fake({
      [RING]: [on("new", "old")],
      [ROTATE]: [batch(100, 0, "100"), batch(90, 10, "200"), batch(0, 7, null)],
    });
    expect(await rotateKeys(api, [])).toBe(0);
    expect(api.asked.slice(1).map(({ cursor }) => cursor)).toEqual([
      null,
      "100",
      "200",
    ]);
    expect(said).toEqual([
      "190 values are under new now, 17 were before.",
      "No value needs old any more.",
    ]);
  });

  test("fails, and does not let the old key go, when a value could not be read", async () => {
    const api = fake({
      [RING]: [on("new", "old")],
      [ROTATE]: [
        {
          ...batch(1, 0, "1"),
          failed: [{ tenantId: "t1", reason: "unknown_key" }],
        },
        batch(1, 0, null),
      ],
    });
    expect(await rotateKeys(api, [])).toBe(1);
    expect(said).toEqual([
      "2 values are under new now, 0 were before.",
      "NOT MOVED: the key of business t1 (unknown_key)",
    ]);
  });

  test("does nothing without keys", async () => {
    const api = fake({ [RING]: [{ state: "off", problem: null, ids: [] }] });
    await expect(rotateKeys(api, [])).rejects.toThrow("FIELD_KEYS is not set");
    expect(api.asked).toHaveLength(1);
  });
});
