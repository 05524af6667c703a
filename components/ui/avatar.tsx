import { cn } from "@/lib/ui/cn";

const SIZES = {
  sm: "size-6 text-[0.625rem]",
  md: "size-8 text-xs",
  lg: "size-12 text-base",
} as const;

const TINTS = [
  "bg-tint-1",
  "bg-tint-2",
  "bg-tint-3",
  "bg-tint-4",
  "bg-tint-5",
  "bg-tint-6",
] as const;

interface AvatarProps {
  /** The name stands beside it, so the picture itself is not read aloud. */
  name: string;
  size?: keyof typeof SIZES;
  className?: string;
}

export function Avatar({ name, size = "md", className }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "grid shrink-0 place-items-center rounded-full font-semibold text-ink uppercase select-none",
        SIZES[size],
        tintOf(name),
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (/^[+\d\s()-]+$/.test(name)) return name.replace(/\D/g, "").slice(-2);
  const [first, ...rest] = words;
  const last = rest.at(-1);
  return [first, last].map((word) => [...(word ?? "")][0] ?? "").join("");
}

function tintOf(name: string): string {
  let sum = 0;
  for (const character of name)
    sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return TINTS[sum % TINTS.length] ?? TINTS[0];
}
