"use client";

import { useTranslations } from "next-intl";
import {
  type FocusEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { useShortcut } from "@/components/shortcuts/use-shortcut";
import { useInboxAddress } from "../use-inbox-address";
import { type ConversationRow } from "../views";
import { ConversationRowLink } from "./conversation-row";
import { useRowWindow } from "./use-row-window";

const ROW_PX = 84;
const SPARE_ROWS = 8;
const NEAR_END_ROWS = 15;

interface Props {
  rows: ConversationRow[];
  hasMore: boolean;
  onNearEnd: () => void;
}

/** Only the rows in sight are in the document, and the one that has the focus. */
export function VirtualRows({ rows, hasMore, onNearEnd }: Props) {
  const t = useTranslations("inbox.list");
  const { address, go } = useInboxAddress();
  const scroller = useRef<HTMLDivElement>(null);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const { first, last, reveal } = useRowWindow({
    scroller,
    count: rows.length,
    rowPx: ROW_PX,
    spare: SPARE_ROWS,
  });
  useEffect(() => {
    if (hasMore && last >= rows.length - NEAR_END_ROWS) onNearEnd();
  }, [hasMore, last, rows.length, onNearEnd]);

  const open = useCallback(
    (id: ConversationRow["id"]) =>
      go({ conversationId: id, whyMessageId: null, found: null }),
    [go],
  );
  useStepping(rows, address.conversationId, (row, index) => {
    open(row.id);
    reveal(index);
  });

  return (
    <div
      ref={scroller}
      onFocus={(event) => setFocusedId(rowOf(event))}
      onBlur={() => setFocusedId(null)}
      className="min-h-0 flex-1 overflow-y-auto"
    >
      <div
        role="list"
        aria-label={t("title")}
        className="relative w-full"
        style={{ height: rows.length * ROW_PX }}
      >
        {rows.map(
          (row, index) =>
            ((index >= first && index <= last) || row.id === focusedId) && (
              <PlacedRow
                key={row.id}
                row={row}
                index={index}
                count={hasMore ? -1 : rows.length}
                onOpen={open}
              />
            ),
        )}
      </div>
    </div>
  );
}

function rowOf(event: FocusEvent<HTMLElement>): string | null {
  const row = event.target.closest<HTMLElement>("[data-row]");
  return row?.dataset["row"] ?? null;
}

interface PlacedRowProps {
  row: ConversationRow;
  index: number;
  /** How many there are; -1 while nobody knows. */
  count: number;
  onOpen: (id: ConversationRow["id"]) => void;
}

function PlacedRow({ row, index, count, onOpen }: PlacedRowProps) {
  const { address, hrefFor } = useInboxAddress();
  const conversation = {
    conversationId: row.id,
    whyMessageId: null,
    found: null,
  };
  return (
    <div
      role="listitem"
      data-row={row.id}
      aria-posinset={index + 1}
      aria-setsize={count}
      className="absolute inset-x-0 top-0"
      style={{ height: ROW_PX, transform: `translateY(${index * ROW_PX}px)` }}
    >
      <ConversationRowLink
        row={row}
        href={hrefFor(conversation)}
        isSelected={row.id === address.conversationId}
        onOpen={onOpen}
      />
    </div>
  );
}

/** J and K: the conversation after and before the open one. */
function useStepping(
  rows: ConversationRow[],
  openId: string | null,
  onStep: (row: ConversationRow, index: number) => void,
) {
  const t = useTranslations("inbox.shortcuts");
  const step = (by: 1 | -1) => {
    const current = rows.findIndex((row) => row.id === openId);
    const index = current === -1 ? 0 : current + by;
    const row = rows[index];
    if (row !== undefined) onStep(row, index);
  };
  const on = { group: t("group") };
  useShortcut("j", t("next"), () => step(1), on);
  useShortcut("k", t("previous"), () => step(-1), on);
}
