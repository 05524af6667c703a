import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { BusinessView } from "./business-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.business");
  return { title: t("title") };
}

export default async function SettingsPage() {
  return (
    <BusinessView business={await preload(api.tenants.settings.current, {})} />
  );
}
