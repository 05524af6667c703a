"use client";

import { useMutation, useQuery } from "convex/react";
import { useState } from "react";
import { ReplayFrame } from "@/components/webhooks/replay-frame";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";

interface ReplayDialogProps {
  messageId: Id<"messages">;
  at: number;
}

export function ReplayDialog({ messageId, at }: ReplayDialogProps) {
  const start = useMutation(api.webhooks.replay.start);
  const [replayId, setReplayId] = useState<Id<"replays"> | null>(null);
  const replay = useQuery(
    api.webhooks.replay.get,
    replayId === null ? "skip" : { replayId },
  );
  return (
    <ReplayFrame
      at={at}
      replay={replay ?? null}
      onStart={async () => setReplayId(await start({ messageId }))}
      onClose={() => setReplayId(null)}
    />
  );
}
