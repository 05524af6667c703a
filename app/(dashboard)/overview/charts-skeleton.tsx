import { Skeleton } from "@/components/ui/skeleton";

export function ChartsSkeleton() {
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <Skeleton key={key} className="h-[19.5rem] rounded-panel" />
      ))}
    </div>
  );
}
