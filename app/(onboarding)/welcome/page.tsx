import { preloadedQueryResult } from "convex/nextjs";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { preload, requireSession } from "@/lib/server/convex";
import { serverEnv } from "@/lib/server/env";
import { WelcomeView } from "./welcome-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("onboarding");
  return { title: t("title") };
}

export default async function WelcomePage() {
  await requireSession();
  const session = await preload(api.tenants.session.get, {});
  const { active } = preloadedQueryResult(session);
  if (active !== null && !active.permissions.includes("manage_tenant")) {
    redirect(routes.overview);
  }
  return (
    <WelcomeView session={session} phoneUrl={serverEnv().PHONE_URL ?? null} />
  );
}
