import { Skeleton } from "@/components/ui/skeleton";

/** The shape of Clerk's form until its script is there. */
export function FormSkeleton({ label }: { label: string }) {
  return (
    <div
      role="status"
      aria-label={label}
      className="flex w-full max-w-100 flex-col gap-4 rounded-panel border border-line bg-surface p-8"
    >
      <Skeleton className="mx-auto h-6 w-2/3" />
      <Skeleton className="mx-auto h-4 w-4/5" />
      <Skeleton className="mt-4 h-9 w-full" />
      <Skeleton className="h-9 w-full" />
    </div>
  );
}
