"use client";

import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

const CLASSES = {
  toast:
    "flex w-full items-center gap-3 rounded-panel bg-surface p-3.5 text-sm text-ink shadow-float [&_svg]:size-4",
  title: "font-medium",
  description: "text-muted",
  error: "text-bad",
  success: "[&_[data-icon]]:text-good",
  actionButton:
    "ms-auto shrink-0 rounded-control bg-accent px-2.5 py-1 text-[0.8125rem] font-medium text-accent-ink",
  cancelButton:
    "shrink-0 rounded-control px-2.5 py-1 text-[0.8125rem] text-muted hover:bg-sunken",
};

/** The toasts in sight. */
export function ToastList() {
  const t = useTranslations("common");
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      containerAriaLabel={t("notices")}
      toastOptions={{ unstyled: true, classNames: CLASSES }}
    />
  );
}
