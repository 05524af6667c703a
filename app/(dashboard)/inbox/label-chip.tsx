import { type LabelColor } from "@/lib/conversations/labels";
import { cn } from "@/lib/ui/cn";

const DOTS: Record<LabelColor, string> = {
  gray: "bg-zinc-500",
  red: "bg-red-500",
  orange: "bg-orange-500",
  yellow: "bg-yellow-500",
  green: "bg-green-500",
  teal: "bg-teal-500",
  blue: "bg-blue-500",
  purple: "bg-purple-500",
  pink: "bg-pink-500",
};

export function LabelDot({
  color,
  className,
}: {
  color: LabelColor;
  className?: string;
}) {
  return (
    <span
      aria-hidden="true"
      className={cn("size-2 shrink-0 rounded-full", DOTS[color], className)}
    />
  );
}

export function LabelChip({
  name,
  color,
}: {
  name: string;
  color: LabelColor;
}) {
  return (
    <span className="inline-flex max-w-40 items-center gap-1.5 rounded-full border border-line px-2 py-0.5 text-xs text-ink">
      <LabelDot color={color} />
      <span className="truncate">{name}</span>
    </span>
  );
}
