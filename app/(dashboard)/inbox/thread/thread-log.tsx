"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useRowFocus } from "./use-row-focus";
import { JumpToLatest } from "./jump-to-latest";
import { LogRow, type LogRowProps } from "./log-row";
import { type LogEntry } from "./use-thread";

const OVERSCAN = 10;
const NEAR_TOP_ROWS = 8;
const AT_END_PX = 80;

interface Props extends Omit<LogRowProps, "entry"> {
  entries: LogEntry[];
  hasOlder: boolean;
  isLoadingOlder: boolean;
  onNearTop: () => void;
  onAtEnd: (isAtEnd: boolean) => void;
  newCount: number;
  onLeaveFound: () => void;
}

function never(): () => void {
  return () => undefined;
}

/** As the server sends it, without sizes; then only what is in sight is in the document. */
export function ThreadLog(props: Props) {
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return isInBrowser ? <SizedLog {...props} /> : <PlainLog {...props} />;
}

const PLAIN_ROWS = 30;

/** The last messages in the order of the document; a reversed column begins at its end. */
function PlainLog(props: Props) {
  const t = useTranslations("inbox.thread");
  return (
    <div
      role="log"
      aria-live="off"
      aria-label={t("log")}
      tabIndex={0}
      className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain"
    >
      <div className="pb-4">
        {props.entries.slice(-PLAIN_ROWS).map((entry) => (
          <LogRow key={entry.key} {...props} entry={entry} />
        ))}
      </div>
    </div>
  );
}

/** The end is the anchor: older pages and late measures never move what is being read. */
function SizedLog(props: Props) {
  const { entries, hasOlder, onNearTop, onAtEnd } = props;
  const t = useTranslations("inbox.thread");
  const scroller = useRef<HTMLDivElement>(null);
  const [isPlaced, setIsPlaced] = useState(false);
  const rowFocus = useRowFocus((key) =>
    entries.findIndex((entry) => entry.key === key),
  );
  // oxlint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by a compiler.
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateOf(entries[index]),
    getItemKey: (index) => entries[index]?.key ?? index,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: AT_END_PX,
    overscan: OVERSCAN,
    paddingEnd: 16,
    rangeExtractor: rowFocus.rangeExtractor,
  });
  const startIndex = startOf(entries, props.foundMessageId);
  useLayoutEffect(() => {
    if (startIndex === null) virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(startIndex, { align: "center" });
    setIsPlaced(true);
    // Only the first placing: afterwards the reader decides.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [virtualizer]);

  const items = virtualizer.getVirtualItems();
  const firstShown = items[0]?.index ?? 0;
  useEffect(() => {
    if (isPlaced && hasOlder && firstShown <= NEAR_TOP_ROWS) onNearTop();
  }, [isPlaced, hasOlder, firstShown, onNearTop]);
  const isAtEnd = isPlaced && virtualizer.isAtEnd(AT_END_PX);
  useEffect(() => onAtEnd(isAtEnd), [isAtEnd, onAtEnd]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        // New messages are announced by `Announcer`: scrolling also adds rows here.
        aria-live="off"
        aria-label={t("log")}
        tabIndex={0}
        onFocus={rowFocus.onFocus}
        onBlur={rowFocus.onBlur}
        className="flex h-full flex-col overflow-y-auto overscroll-contain outline-offset-[-2px]"
      >
        <div
          className="relative mt-auto w-full shrink-0"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map((item) => {
            const entry = entries[item.index];
            if (entry === undefined) return null;
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-row={entry.key}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogRow {...props} entry={entry} />
              </div>
            );
          })}
        </div>
      </div>
      <JumpToLatest
        isShown={isPlaced && (!isAtEnd || props.foundMessageId !== null)}
        count={props.newCount}
        onJump={() => {
          props.onLeaveFound();
          virtualizer.scrollToEnd();
          scroller.current?.focus({ preventScroll: true });
        }}
      />
    </div>
  );
}

/** Where reading starts: at what was searched for, else at the first unread message. */
function startOf(
  entries: LogEntry[],
  foundMessageId: string | null,
): number | null {
  const found = entries.findIndex(
    (entry) => entry.kind === "message" && entry.message.id === foundMessageId,
  );
  if (found !== -1) return found;
  const unread = entries.findIndex((entry) => entry.kind === "unread");
  return unread === -1 ? null : unread;
}

const CHARS_PER_LINE = 52;
const LINE_PX = 23;

function estimateOf(entry: LogEntry | undefined): number {
  switch (entry?.kind) {
    case "message": {
      const { text, media } = entry.message;
      const lines = Math.ceil(text.length / CHARS_PER_LINE);
      const picture = media?.hasFile === true ? 210 : 0;
      return 18 + lines * LINE_PX + picture + (entry.joinsNext ? 2 : 38);
    }
    case "note":
      return 52 + Math.ceil(entry.note.text.length / 64) * LINE_PX;
    default:
      return 42;
  }
}
