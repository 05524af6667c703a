import { z } from "zod";
import { RULES } from "../../lib/audit/alert-rules";
import type { Tenant } from "../../local/cli/administration";
import type { LocalCloud } from "./local-cloud";
import { customerBody, instanceOf, postWebhook } from "./main-job";
import type { WahaBody } from "./waha-envelope";

/** An authentic delivery that could not be applied when it came, and could be now. */
export async function buryLetter(
  cloud: LocalCloud,
  tenant: Tenant,
  body: WahaBody,
): Promise<void> {
  const { id: instanceId, webhookUrl } = instanceOf(tenant);
  const token = webhookUrl.slice(webhookUrl.lastIndexOf(".") + 1);
  await cloud.api.run(
    "mutation",
    "webhooks/channel:bury",
    {
      channel: { kind: "instance", instanceId, token },
      reason: "apply_failed",
      body: JSON.stringify(body),
    },
    z.null(),
  );
}

/** Somebody posts to the number's address without its key, until that is an alert. */
export async function forgeDeliveries(
  cloud: LocalCloud,
  tenant: Tenant,
): Promise<void> {
  const count = RULES.bad_signatures.threshold;
  const { webhookUrl: url } = instanceOf(tenant);
  const body = JSON.stringify(customerBody(tenant, "Forged"));
  const secret = "not-the-key-of-this-number";
  for (let i = 0; i < count; i += 1) {
    const status = await postWebhook({ url, body, secret });
    if (status !== 401) throw new Error(`It was answered ${String(status)}.`);
  }
  await cloud.api.run("mutation", "alerts/watch:evaluate", {}, z.number());
}
