import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/ui/cn";

const BUBBLES = [
  { isOurs: false, size: "h-10 w-52" },
  { isOurs: true, size: "h-16 w-72" },
  { isOurs: false, size: "h-10 w-40" },
  { isOurs: true, size: "h-10 w-60" },
];

export function ThreadSkeleton() {
  const t = useTranslations("inbox.thread");
  return (
    <div
      role="status"
      className="flex min-h-0 flex-1 flex-col justify-end gap-4 overflow-hidden p-4"
    >
      <span className="sr-only">{t("loading")}</span>
      {BUBBLES.map(({ isOurs, size }, index) => (
        <Skeleton
          key={index}
          className={cn("max-w-[80%] rounded-2xl", size, isOurs && "self-end")}
        />
      ))}
    </div>
  );
}
