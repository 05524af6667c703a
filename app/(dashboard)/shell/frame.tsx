import { getTranslations } from "next-intl/server";
import { type ReactNode } from "react";
import { LiveRegion } from "@/components/feedback/live-region";
import { BottomBar } from "./bottom-bar";
import { ConnectionBanner } from "./connection-banner";
import { Main } from "./main";
import { Sidebar } from "./sidebar";
import { SuspendedBanner } from "./suspended-banner";
import { Topbar } from "./topbar";

/** What stays while the pages change. */
export async function Frame({ children }: { children: ReactNode }) {
  const t = await getTranslations("shell");
  return (
    <div className="flex h-dvh overflow-hidden">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-accent px-4 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:start-2 focus:top-2"
      >
        {t("skipToContent")}
      </a>
      <Sidebar />
      <div className="flex min-w-0 flex-1 flex-col">
        <Topbar />
        <SuspendedBanner />
        <Main>{children}</Main>
        <BottomBar />
      </div>
      <ConnectionBanner />
      <LiveRegion />
    </div>
  );
}
