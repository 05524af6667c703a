"use client";

import dynamic from "next/dynamic";
import { useSession } from "../session";

const StoppedNotice = dynamic(() =>
  import("./stopped-notice").then((loaded) => loaded.StoppedNotice),
);

export function SuspendedBanner() {
  const { status, purgeAt } = useSession().active;
  const isStopped = status === "suspended" || purgeAt !== null;
  return isStopped ? <StoppedNotice /> : null;
}
