"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

interface Unsaved {
  /** Says whether the open form has changes. */
  setDirty: (dirty: boolean) => void;
  /** Does it at once, or after the person agreed to lose their changes. */
  leave: (action: () => void) => void;
}

const UnsavedContext = createContext<Unsaved | null>(null);

export function useUnsaved(): Unsaved {
  const unsaved = useContext(UnsavedContext);
  if (unsaved === null)
    throw new Error("useUnsaved is used outside its guard.");
  return unsaved;
}

/** Asks before changes are lost: on a change of tab, a link, and on closing the page. */
export function UnsavedGuard({ children }: { children: ReactNode }) {
  const t = useTranslations("assistant.unsaved");
  const dirty = useRef(false);
  const [pending, setPending] = useState<(() => void) | null>(null);
  const leave = useCallback((action: () => void) => {
    if (dirty.current) setPending(() => action);
    else action();
  }, []);
  const unsaved = useMemo(
    () => ({
      setDirty: (value: boolean) => {
        dirty.current = value;
      },
      leave,
    }),
    [leave],
  );
  useLeavingLinks(dirty, leave);
  return (
    <UnsavedContext value={unsaved}>
      {children}
      <ConfirmDialog
        open={pending !== null}
        onOpenChange={(open) => {
          if (!open) setPending(null);
        }}
        title={t("title")}
        description={t("description")}
        confirmLabel={t("confirm")}
        onConfirm={() => {
          dirty.current = false;
          pending?.();
        }}
      />
    </UnsavedContext>
  );
}

function useLeavingLinks(
  dirty: { readonly current: boolean },
  leave: (action: () => void) => void,
) {
  const router = useRouter();
  useEffect(() => {
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (dirty.current) event.preventDefault();
    };
    const click = (event: MouseEvent) => {
      const address = dirty.current ? ownAddress(event) : null;
      if (address === null) return;
      event.preventDefault();
      event.stopPropagation();
      leave(() => router.push(address));
    };
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", click, true);
    return () => {
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", click, true);
    };
  }, [dirty, leave, router]);
}

/** Where a plain click on a link of this site leads; null for any other click. */
function ownAddress(event: MouseEvent): string | null {
  const isPlain =
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const link =
    event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!isPlain || !(link instanceof HTMLAnchorElement)) return null;
  if (link.target === "_blank" || link.origin !== location.origin) return null;
  return link.pathname === location.pathname
    ? null
    : `${link.pathname}${link.search}`;
}
