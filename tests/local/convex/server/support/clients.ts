import { ConvexHttpClient } from "convex/browser";
import { ConvexReactClient } from "convex/react";
import { makeFunctionReference } from "convex/server";
import type { Value } from "convex/values";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";

export const query = (name: string) => makeFunctionReference<"query">(name);
export const mutation = (name: string) =>
  makeFunctionReference<"mutation">(name);
export const action = (name: string) => makeFunctionReference<"action">(name);

export function httpClient(url: string): ConvexHttpClient {
  return new ConvexHttpClient(url, { logger: false });
}

export function reactClient(
  url: string,
  socket: typeof globalThis.WebSocket = WebSocket as unknown as typeof globalThis.WebSocket,
): ConvexReactClient {
  const client = new ConvexReactClient(url, {
    webSocketConstructor: socket,
    logger: false,
  });
  onTestFinished(() => client.close());
  return client;
}

/** Resolves when the condition holds; asks again often, and fails by the test's own time limit. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  holds: (value: T) => boolean,
): Promise<T> {
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Every value a query shows, in order, as a component would see it. */
export function follow(
  client: ConvexReactClient,
  name: string,
  args: Record<string, Value> = {},
): {
  seen: Value[];
  until: (holds: (value: Value | undefined) => boolean) => Promise<void>;
  stop: () => void;
} {
  const watch = client.watchQuery(query(name), args);
  const seen: Value[] = [];
  const note = (): void => {
    const value = watch.localQueryResult() as Value | undefined;
    if (value !== undefined) seen.push(value);
  };
  const stop = watch.onUpdate(note);
  return {
    seen,
    stop,
    async until(holds) {
      await eventually(() => seen.at(-1), holds);
    },
  };
}
