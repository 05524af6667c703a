"use client";

import { useContext } from "react";
import { ThreadPane } from "../panes";
import { ServedThread } from "../served-thread";
import { type FirstLook } from "../views";

/** The thread the page was asked for, shown from the first HTML on. */
export function OpenedThread({
  conversationId,
  first,
}: {
  conversationId: string;
  first: FirstLook | null;
}) {
  const served = useContext(ServedThread);
  if (served !== conversationId) return null;
  return <ThreadPane conversationId={conversationId} first={first} />;
}
