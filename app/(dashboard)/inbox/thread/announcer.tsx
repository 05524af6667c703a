"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type ThreadEntry } from "../views";

/** Says a message that arrives while the thread is open, once. */
export function Announcer({ newest }: { newest: ThreadEntry | null }) {
  const t = useTranslations("inbox.author");
  const [firstSeenId] = useState(newest?.id ?? null);
  const isNew =
    newest !== null && newest.id !== firstSeenId && !isMine(newest.author);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {isNew
        ? t("announce", {
            who: newest.author.kind === "customer" ? t("customer") : t("us"),
            text: newest.text,
          })
        : ""}
    </p>
  );
}

function isMine(author: ThreadEntry["author"]): boolean {
  return author.kind === "member" && author.person.isMe;
}
