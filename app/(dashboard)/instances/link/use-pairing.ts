"use client";

import { useMutation, useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useEffect } from "react";
import { api } from "@/convex/_generated/api";
import type { LinkedNumber } from "../types";

/** The gateway changes its code after 20 to 60 seconds; ours is read more often. */
export const REFRESH_MS = 15_000;
/** How soon to ask again when no code came. */
const RETRY_MS = 5_000;

export type Pairing = FunctionReturnType<typeof api.instances.pairing.get>;

/** What links a phone to the number, kept fresh while somebody looks at it. */
export function usePairing(number: LinkedNumber) {
  const instanceId = number.id;
  const isWaiting = number.status === "SCAN_QR_CODE";
  const pairing = useQuery(
    api.instances.pairing.get,
    isWaiting ? { instanceId } : "skip",
  );
  const refresh = useMutation(api.instances.pairing.refresh);
  const fetchedAt = pairing?.fetchedAt ?? null;
  const hasFailed = (pairing?.failure ?? null) !== null;
  // Every status event of the gateway, a renewed code among them, asks at once.
  useEffect(() => {
    if (!isWaiting) return undefined;
    const ask = () => void refresh({ instanceId }).catch(() => undefined);
    ask();
    const timer = setInterval(ask, hasFailed ? RETRY_MS : REFRESH_MS);
    return () => clearInterval(timer);
  }, [isWaiting, instanceId, number.statusAt, hasFailed, refresh]);
  return {
    pairing: pairing ?? null,
    freshAt: fetchedAt === null ? null : fetchedAt + REFRESH_MS,
    refresh: () => void refresh({ instanceId }).catch(() => undefined),
  };
}
