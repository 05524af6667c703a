"use client";

import { useMutation } from "convex/react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { api } from "@/convex/_generated/api";
import type { Entry } from "./types";

const { knowledge } = api.assistant;

interface EntryCalls {
  setActive: (isActive: boolean) => void;
  move: (to: "up" | "down") => void;
}

/** The quick changes of an entry, shown before the server has confirmed them. */
export function useEntryCalls(entryId: Entry["id"]): EntryCalls {
  const describe = useErrorText();
  const update = useMutation(knowledge.update).withOptimisticUpdate(
    (store, { entryId: id, isActive }) => {
      const entries = store.getQuery(knowledge.list, {});
      if (entries === undefined || isActive === undefined) return;
      store.setQuery(
        knowledge.list,
        {},
        entries.map((entry) =>
          entry.id === id ? { ...entry, isActive } : entry,
        ),
      );
    },
  );
  const move = useMutation(knowledge.move).withOptimisticUpdate(
    (store, { entryId: id, to }) => {
      const entries = store.getQuery(knowledge.list, {});
      if (entries === undefined) return;
      store.setQuery(knowledge.list, {}, moved(entries, id, to));
    },
  );
  const fail = (error: unknown) => toast.error(describe(error));
  return {
    setActive: (isActive) => void update({ entryId, isActive }).catch(fail),
    move: (to) => void move({ entryId, to }).catch(fail),
  };
}

function moved(
  entries: readonly Entry[],
  id: Entry["id"],
  to: "up" | "down",
): Entry[] {
  const from = entries.findIndex((entry) => entry.id === id);
  const entry = entries[from];
  const target = to === "up" ? from - 1 : from + 1;
  if (entry === undefined || target < 0 || target >= entries.length) {
    return [...entries];
  }
  return entries.toSpliced(from, 1).toSpliced(target, 0, entry);
}
