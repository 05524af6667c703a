import { type ReactNode } from "react";
import { cn } from "@/lib/ui/cn";

interface ButtonLinkProps {
  href: string;
  tone: "primary" | "quiet";
  children: ReactNode;
}

export function ButtonLink({ href, tone, children }: ButtonLinkProps) {
  return (
    <a
      href={href}
      className={cn(
        "inline-flex min-h-11 items-center justify-center gap-2 rounded-full px-5 text-[0.9375rem] font-medium transition-colors",
        tone === "primary"
          ? "bg-accent text-accent-ink hover:opacity-90"
          : "border border-line bg-surface text-ink hover:bg-sunken",
      )}
    >
      {children}
    </a>
  );
}
