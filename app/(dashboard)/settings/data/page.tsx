import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { DataView } from "./data-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.data");
  return { title: t("title") };
}

export default async function DataPage() {
  return (
    <DataView business={await preload(api.tenants.settings.current, {})} />
  );
}
