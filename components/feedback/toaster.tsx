"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { toastsWanted } from "./toast";

const ToastList = dynamic(
  () => import("./toast-list").then((loaded) => loaded.ToastList),
  { ssr: false },
);

/** Stands in the page once; what shows toasts is fetched for the first one. */
export function Toaster() {
  const isWanted = useSyncExternalStore(
    toastsWanted.subscribe,
    toastsWanted.read,
    toastsWanted.readOnServer,
  );
  return isWanted ? <ToastList /> : null;
}
