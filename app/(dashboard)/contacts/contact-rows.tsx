"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type FunctionReturnType } from "convex/server";
import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { api } from "@/convex/_generated/api";
import { ContactRow, COLUMNS } from "./contact-row";

const ROW_PX = 76;
const OVERSCAN = 10;
const NEAR_END_ROWS = 20;

export type Contact = FunctionReturnType<
  typeof api.contacts.directory.list
>["page"][number];

interface Props {
  rows: Contact[];
  hasMore: boolean;
  /** Null while a page is on its way. */
  onNearEnd: (() => void) | null;
}

/** The table scrolls with the page; only the rows in sight exist. */
export function ContactRows({ rows, hasMore, onNearEnd }: Props) {
  const t = useTranslations("contacts");
  const list = useRef<HTMLDivElement>(null);
  const offset = useOffset(list);
  // oxlint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by a compiler.
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => document.getElementById("content"),
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
    scrollMargin: offset,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - NEAR_END_ROWS) onNearEnd?.();
  }, [hasMore, last, rows.length, onNearEnd]);
  return (
    <div
      role="table"
      aria-label={t("list.label")}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      className="rounded-panel border border-line bg-surface"
    >
      <Header />
      <div
        ref={list}
        role="rowgroup"
        className="relative"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map((item) => {
          const contact = rows[item.index];
          return contact === undefined ? null : (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 2}
              className="absolute inset-x-0 top-0 border-b border-line transition-colors last:border-b-0 hover:bg-surface-hover"
              style={{
                height: item.size,
                transform: `translateY(${String(item.start - offset)}px)`,
              }}
            >
              <ContactRow contact={contact} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Header() {
  const t = useTranslations("contacts.columns");
  const head = "text-xs font-medium text-muted";
  return (
    <div role="rowgroup" className="max-md:sr-only">
      <div
        role="row"
        aria-rowindex={1}
        className={`${COLUMNS} h-9 border-b border-line`}
      >
        {(["name", "phone", "stage", "consent", "tags", "added"] as const).map(
          (column) => (
            <div key={column} role="columnheader" className={head}>
              {t(column)}
            </div>
          ),
        )}
      </div>
    </div>
  );
}

/** How far below the top of the scrolled page the rows begin. */
function useOffset(list: React.RefObject<HTMLDivElement | null>): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const scroller = document.getElementById("content");
    if (scroller === null || list.current === null) return;
    const measure = () => {
      if (list.current === null) return;
      const top =
        list.current.getBoundingClientRect().top -
        scroller.getBoundingClientRect().top +
        scroller.scrollTop;
      setOffset(Math.round(top));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [list]);
  return offset;
}
