import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { NotificationsView } from "./notifications-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.notifications");
  return { title: t("title") };
}

export default async function NotificationsPage() {
  return (
    <NotificationsView
      preferences={await preload(api.tenants.preferences.get, {})}
    />
  );
}
