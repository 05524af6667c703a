"use client";

import { useMutation, useQuery } from "convex/react";
import { useState } from "react";
import { ReplayFrame } from "@/components/webhooks/replay-frame";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";

interface OperatorReplayProps {
  tenantId: Id<"tenants">;
  messageId: Id<"messages">;
  at: number;
}

/** Needs an open look into the business; without one the refusal says so. */
export function OperatorReplay(props: OperatorReplayProps) {
  const { tenantId, messageId, at } = props;
  const start = useMutation(api.webhooks.replay.startFor);
  const [replayId, setReplayId] = useState<Id<"replays"> | null>(null);
  const replay = useQuery(
    api.webhooks.replay.getFor,
    replayId === null ? "skip" : { tenantId, replayId },
  );
  return (
    <ReplayFrame
      at={at}
      replay={replay ?? null}
      onStart={async () => setReplayId(await start({ tenantId, messageId }))}
      onClose={() => setReplayId(null)}
      needsAccessTo={tenantId}
    />
  );
}
