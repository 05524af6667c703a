import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { MembersView } from "./members-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.members");
  return { title: t("title") };
}

export default async function MembersPage() {
  return <MembersView members={await preload(api.tenants.members.list, {})} />;
}
