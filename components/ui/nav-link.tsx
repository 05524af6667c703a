import { type ReactNode } from "react";
import { cn } from "@/lib/ui/cn";
import { Link } from "./link";

interface NavLinkProps {
  href: string;
  /** Whether its page is shown. */
  isCurrent: boolean;
  /** Its padding. */
  className: string;
  children: ReactNode;
}

/** One page of a list of pages. */
export function NavLink(props: NavLinkProps) {
  const { href, isCurrent, className, children } = props;
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={cn(
        "block rounded-control text-sm transition-colors hover:bg-sunken hover:text-ink",
        isCurrent ? "bg-sunken font-medium text-ink" : "text-muted",
        className,
      )}
    >
      {children}
    </Link>
  );
}
