import { Skeleton } from "@/components/ui/skeleton";
import { ThreadSkeleton } from "./thread-skeleton";

/** Where a conversation will be. */
export function PaneSkeleton() {
  return (
    <div className="flex h-full min-h-0 flex-col bg-canvas">
      <div className="flex h-14 items-center gap-3 border-b border-line bg-surface px-3">
        <Skeleton className="size-8 rounded-full" />
        <Skeleton className="h-4 w-40" />
      </div>
      <ThreadSkeleton />
      <div className="h-28 border-t border-line bg-surface" />
    </div>
  );
}
