"use client";

import { type ThreadEntry } from "../views";
import { Bubble } from "./bubble";
import { NoteEntry } from "./note-entry";
import { DaySeparator, UnreadSeparator } from "./separators";
import { type LogEntry } from "./use-thread";

export interface LogRowProps {
  entry: LogEntry;
  canReply: boolean;
  foundMessageId: string | null;
  whyMessageId: string | null;
  onExplain: (messageId: ThreadEntry["id"]) => void;
}

export function LogRow(props: LogRowProps) {
  const { entry } = props;
  switch (entry.kind) {
    case "day":
      return <DaySeparator at={entry.at} />;
    case "unread":
      return <UnreadSeparator count={entry.count} />;
    case "note":
      return <NoteEntry note={entry.note} />;
    case "message":
      return (
        <Bubble
          entry={entry.message}
          joinsPrevious={entry.joinsPrevious}
          joinsNext={entry.joinsNext}
          isFound={entry.message.id === props.foundMessageId}
          isExplained={entry.message.id === props.whyMessageId}
          canReply={props.canReply}
          onExplain={props.onExplain}
        />
      );
  }
}
