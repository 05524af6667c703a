import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { verifyBooks } from "../../lib/credits/books";
import { parseBooksExport } from "../../lib/credits/books-export";
import { stateDirOf } from "../../local/cli/environment";
import { DEMO_NAME } from "../../local/cli/seed/harbour-street";
import { cloudEnvironment } from "../../scripts/trials/environment";
import { runToEnd } from "../support/cli-process";
import { startLocalCloud, type LocalCloud } from "../support/local-cloud";
import { replyTo, settledBooks, write } from "../support/main-job";

type Run = Awaited<ReturnType<typeof runToEnd>>;

function lastLineOf({ output }: Run): Record<string, unknown> {
  return JSON.parse(output.trim().split("\n").at(-1) ?? "null");
}

function expectGoodDemo(run: Run, availableBefore: number): void {
  const result = lastLineOf(run);
  expect(result).toEqual({
    ack: 200,
    duplicateAck: 200,
    reply: expect.stringContaining("R45"),
    wahaSends: 1,
    captures: 1,
    availableBefore,
    availableAfter: availableBefore - 1,
    ackMs: expect.any(Number),
    replyMs: expect.any(Number),
  });
  expect(Number(result["replyMs"])).toBeGreaterThan(Number(result["ackMs"]));
  expect(run.code).toBe(0);
}

test("without a running local cloud it starts one, shows the conversation and stops it", async () => {
  const env = await cloudEnvironment();
  const run = await runToEnd(["demo", "--json"], env);
  expectGoodDemo(run, 200);
  expect(run.output).toMatch(/\d+ ms {2}Thandi writes: /);
  expect(run.output).toContain("1 credit held (answer to a customer)");
  expect(run.output).toContain("1 credit charged (message sent)");
  await expect(fetch(env["NEXT_PUBLIC_CONVEX_URL"] ?? "")).rejects.toThrow();
  rmSync(stateDirOf(env), { recursive: true, force: true });
});

describe("beside a running local cloud", () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await startLocalCloud();
  });

  afterAll(async () => {
    await cloud.stop();
  });

  const books = (...args: string[]) =>
    runToEnd(args, cloud.env, "scripts/books.ts");

  test("a tenant without credits is replaced, and the demo goes on", async () => {
    await cloud.createTenant({ name: DEMO_NAME, credits: 0 });
    expectGoodDemo(await runToEnd(["demo", "--json"], cloud.env), 200);
  });

  test("the books verify live and from an export, and any changed field of it is found out", async () => {
    const tenant = await cloud.createTenant({ credits: 3 });
    await replyTo(cloud, tenant, await write(cloud, tenant, "Delivery?"));
    await settledBooks(cloud, tenant);
    const live = await books("verify");
    expect(live).toMatchObject({ code: 0 });
    expect(live.output).toContain("The books are in order");

    const file = `${stateDirOf(cloud.env)}/books.json`;
    await books("export", "--tenant", tenant.id, file);
    expect(await books("verify", "--file", file)).toMatchObject({ code: 0 });
    const exported = readFileSync(file, "utf8");
    const unnoticed: string[] = [];
    for (const path of leavesOf(JSON.parse(exported))) {
      const copy: unknown = JSON.parse(exported);
      changeAt(copy, path);
      if (await isAccepted(copy)) unnoticed.push(path.join("."));
    }
    // The chained entries of a hold tell its times; these two only repeat them.
    expect(unnoticed).toEqual([
      "reservations.0.createdAt",
      "reservations.0.resolvedAt",
    ]);

    const inflated = JSON.parse(exported);
    inflated.entries[1].credits = 2;
    writeFileSync(file, JSON.stringify(inflated));
    const wrong = await books("verify", "--file", file);
    expect(wrong.code).toBe(1);
    expect(wrong.output).toContain("WRONG, first at entry #2");
  });
});

type Path = readonly string[];

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, key]),
  );
}

function changed(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return typeof value === "string" ? `${value}x` : "x";
}

function changeAt(value: unknown, [key = "", ...rest]: Path): void {
  const holder = value as Record<string, unknown>;
  if (rest.length > 0) changeAt(holder[key], rest);
  else holder[key] = changed(holder[key]);
}

async function isAccepted(input: unknown): Promise<boolean> {
  try {
    return (await verifyBooks(parseBooksExport(input))).ok;
  } catch {
    return false;
  }
}
