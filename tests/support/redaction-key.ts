import { randomBytes } from "node:crypto";
import { api } from "../../convex/_generated/api";
import type { Marker } from "./leaks";
import type { Stage } from "./redaction-drive";
import { until } from "./until";

const WITHIN_MS = 45_000;
const OWN_KEY = "own-model-key-of-the-business-4f9a2c71";
const FIELD_KEY = randomBytes(32).toString("base64url");

/** What the product needs to keep keys of businesses. */
export const FIELD_KEYS = { FIELD_KEYS: `first:${FIELD_KEY}` };

export const KEY_MARKERS: readonly Marker[] = [
  { name: "the business's own model key", kind: "token", value: OWN_KEY },
  { name: "the field key", kind: "token", value: FIELD_KEY },
];

/** A business's own key of the model: set, tested, and taken away again. */
export async function driveOwnKey(stage: Stage): Promise<void> {
  const client = await stage.owner();
  await client.mutation(api.assistant.ownKey.set, { apiKey: OWN_KEY });
  await until(
    "the test of the key",
    async () => (await stage.owner()).query(api.assistant.ownKey.get, {}),
    ({ key }) => key !== null && !key.isChecking && key.verdictAt !== null,
    WITHIN_MS,
  );
  await (await stage.owner()).mutation(api.assistant.ownKey.remove, {});
}
