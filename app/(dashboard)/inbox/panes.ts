import dynamic from "next/dynamic";
import { PaneSkeleton } from "./thread/pane-skeleton";

const fetchThread = () => import("./thread/thread-pane");
const fetchPanel = () => import("./panel/side-panel");

/** What stands beside the list once a conversation is open. */
export const ThreadPane = dynamic(
  () => fetchThread().then((loaded) => loaded.ThreadPane),
  { loading: PaneSkeleton },
);
export const SidePanel = dynamic(() =>
  fetchPanel().then((loaded) => loaded.SidePanel),
);

/** For when somebody is about to open one. */
export function fetchPanes(): void {
  // Opening asks again, and says when it fails.
  fetchThread().catch(() => undefined);
  fetchPanel().catch(() => undefined);
}
