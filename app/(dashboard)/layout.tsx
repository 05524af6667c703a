import { preloadedQueryResult } from "convex/nextjs";
import { redirect } from "next/navigation";
import { type ReactNode } from "react";
import { ErrorSentences } from "@/components/feedback/error-sentences";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { preload, requireSession } from "@/lib/server/convex";
import { ClientMessages } from "../client-messages";
import { Providers } from "../providers";
import { SessionProvider } from "./session";
import { Frame } from "./shell/frame";

/** What the dashboard's client components say. */
const AREAS = [
  "shell",
  "overview",
  "inbox",
  "instances",
  "assistant",
  "contacts",
  "credits",
  "settings",
] as const;

export default async function DashboardLayout({
  children,
}: {
  children: ReactNode;
}) {
  await requireSession();
  const preloaded = await preload(api.tenants.session.get, {});
  if (preloadedQueryResult(preloaded).active === null) {
    redirect(routes.dashboard);
  }
  return (
    <Providers guarded>
      <ClientMessages areas={AREAS}>
        <ErrorSentences>
          <SessionProvider preloaded={preloaded}>
            <Frame>{children}</Frame>
          </SessionProvider>
        </ErrorSentences>
      </ClientMessages>
    </Providers>
  );
}
