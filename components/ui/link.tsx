"use client";

import NextLink from "next/link";
import { useState, type ComponentProps } from "react";

/**
 * A link whose page is fetched when somebody is about to follow it: pointed at,
 * touched or focused. Next fetches what is merely in sight, which for a list is a
 * request of the server for every row of it.
 */
export function Link({
  onPointerEnter,
  onFocus,
  ...props
}: Omit<ComponentProps<typeof NextLink>, "prefetch">) {
  const [isNear, setIsNear] = useState(false);
  return (
    <NextLink
      {...props}
      prefetch={isNear ? "auto" : false}
      onPointerEnter={(event) => {
        setIsNear(true);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setIsNear(true);
        onFocus?.(event);
      }}
    />
  );
}
