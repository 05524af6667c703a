import { ConvexHttpClient } from "convex/browser";
import type { Page } from "playwright-core";
import type { Product } from "./dashboard";
import type { Marker } from "./leaks";
import { until } from "./until";

/** Shorter ones are no secrets, and would be found everywhere. */
const LEAST_CHARS = 16;
const WITHIN_MS = 30_000;

interface ClerkWindow {
  Clerk?: {
    session?: {
      getToken(options: { template: string }): Promise<string | null>;
    };
  };
}

/** Every key and token that was given out while a test ran. */
export interface Keyring {
  mark(name: string, value: string): void;
  /** A client for Convex as the person of a signed-in page; good for a minute. */
  clientOf(page: Page, product: Product): Promise<ConvexHttpClient>;
  markers(): Marker[];
}

export function createKeyring(): Keyring {
  const all: Marker[] = [];
  const mark: Keyring["mark"] = (name, value) => {
    if (value.length < LEAST_CHARS) return;
    all.push({ name, kind: "token", value });
  };
  return {
    mark,
    async clientOf(page, product) {
      const token = await until(
        "a token for Convex",
        () =>
          page.evaluate(async () => {
            const { Clerk } = window as unknown as ClerkWindow;
            const asked = Clerk?.session?.getToken({ template: "convex" });
            return (await asked) ?? "";
          }),
        (value) => value !== "",
        WITHIN_MS,
        200,
      );
      mark("a token for Convex", token);
      const client = new ConvexHttpClient(product.cloud.addresses.convex);
      client.setAuth(token);
      return client;
    },
    markers: () => [...all],
  };
}
