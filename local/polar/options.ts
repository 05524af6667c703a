import { parsePacks } from "../../lib/payments/packs";
import { addressOf } from "../addresses";
import type { Environment } from "../ports";
import type { PolarOptions } from "./server";

/**
 * The pretended seller has made exactly the products of `POLAR_PACKS`, and its
 * webhooks go to the deployment once there is a secret to sign them with.
 */
export function polarOptionsFrom(
  env: Environment,
): Pick<PolarOptions, "accessToken" | "products" | "endpoint"> {
  const packs = env["POLAR_PACKS"] ?? "";
  const secret = env["POLAR_WEBHOOK_SECRET"] ?? "";
  const token = env["POLAR_ACCESS_TOKEN"] ?? "";
  return {
    accessToken: token === "" ? null : token,
    products:
      packs === ""
        ? []
        : parsePacks(packs).map(({ productId, credits, amount, currency }) => ({
            id: productId,
            name: `${String(credits)} credits`,
            amount,
            currency,
          })),
    endpoint:
      secret === ""
        ? null
        : { url: `${addressOf("convexSite", env)}/webhooks/polar`, secret },
  };
}
