import { type FSWatcher, watch } from "node:fs";
import path from "node:path";

const QUIET_MS = 60;

/** Calls `changed` once after a burst of changes in the folders of the sources. */
export function watchSources(
  inputs: () => readonly string[],
  changed: () => void,
): { refresh: () => void; close: () => void } {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | null = null;
  const noticed = () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(changed, QUIET_MS);
  };
  const refresh = () => {
    const folders = new Set(inputs().map((file) => path.dirname(file)));
    for (const folder of folders) {
      if (watchers.has(folder)) continue;
      const watcher = watch(folder, noticed);
      watcher.on("error", () => {
        watcher.close();
        watchers.delete(folder);
      });
      watchers.set(folder, watcher);
    }
  };
  refresh();
  return {
    refresh,
    close: () => {
      if (timer !== null) clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}
