import { cva, type VariantProps } from "class-variance-authority";
import { type ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { AsChild } from "./as-child";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap transition-colors select-none disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary:
          "bg-accent text-accent-ink hover:bg-accent/90 active:bg-accent/80",
        secondary:
          "border border-line bg-surface text-ink hover:bg-surface-hover active:bg-sunken",
        ghost: "text-ink hover:bg-sunken active:bg-line",
        danger: "bg-bad text-bad-ink hover:bg-bad/90 active:bg-bad/80",
      },
      size: {
        sm: "h-7 px-2.5 text-[0.8125rem]",
        md: "h-9 px-3.5 text-sm",
        icon: "size-8",
      },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);

export interface ButtonProps
  extends ComponentProps<"button">, VariantProps<typeof button> {
  /** Renders the only child with the looks of a button, for links. */
  asChild?: boolean;
}

export function Button({
  variant,
  size,
  asChild = false,
  className,
  type = "button",
  ...props
}: ButtonProps) {
  const look = cn(button({ variant, size }), className);
  return asChild ? (
    <AsChild className={look} {...props} />
  ) : (
    <button type={type} className={look} {...props} />
  );
}
