import { type ReactNode } from "react";
import { serverEnv } from "@/lib/server/env";
import { InboxFrame } from "./inbox-frame";

/** The panes live here, so that moving between conversations keeps them as they are. */
export default function InboxLayout({ children }: { children: ReactNode }) {
  return (
    <InboxFrame phoneUrl={serverEnv().PHONE_URL ?? null}>{children}</InboxFrame>
  );
}
