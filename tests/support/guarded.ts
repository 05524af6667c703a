import { isIP, type LookupFunction, Socket } from "node:net";
import { vi } from "vitest";
import {
  guardedFetch,
  type GuardOptions,
} from "../../lib/server/guarded-fetch";

/** Reads an address as the product does, with limits that a test can wait for. */
export function read(address: string, options: Partial<GuardOptions> = {}) {
  return guardedFetch(address, {
    contentTypes: ["text/html", "text/plain"],
    maxBytes: 1_000,
    headTimeoutMs: 2_000,
    timeoutMs: 4_000,
    privateHosts: [],
    ...options,
  });
}

/** A name server that gives these answers, one a question, the last one for ever. */
export function names(...answers: string[][]) {
  return vi.fn<LookupFunction>((_hostname, _options, done) => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    const found = (answer ?? []).map((address) => ({
      address,
      family: isIP(address),
    }));
    setImmediate(() => done(null, found));
  });
}

interface Dial {
  host?: string;
  port?: number;
  lookup?: LookupFunction;
}

/**
 * Stands between Node and the network: whatever a name leads to is written
 * down as Node would dial it, and ends at `port` of this machine instead, or
 * nowhere. Addresses without a name are dialled for real.
 */
export function watchDialling(port: number | null = null): string[] {
  const dialled: string[] = [];
  const connect = Socket.prototype.connect as (
    this: Socket,
    ...args: unknown[]
  ) => Socket;
  vi.spyOn(Socket.prototype, "connect").mockImplementation(function (
    this: Socket,
    ...args: unknown[]
  ) {
    const [first] = args;
    const dial = (Array.isArray(first) ? first[0] : first) as Dial;
    const { host = "", lookup } = dial;
    if (isIP(host) !== 0 || lookup === undefined) {
      return connect.apply(this, args);
    }
    lookup(host, { all: true }, (error, answer) => {
      const found = typeof answer === "string" ? [answer] : answer;
      if (error === null) {
        for (const each of found) {
          dialled.push(typeof each === "string" ? each : each.address);
        }
      }
      if (error !== null || port === null) {
        this.destroy(error ?? new Error("There is no network in this test."));
      } else {
        connect.call(this, { host: "127.0.0.1", port }, args[1]);
      }
    });
    return this;
  });
  return dialled;
}
