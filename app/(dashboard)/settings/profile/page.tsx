import { UserProfile } from "@clerk/nextjs";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.profile");
  return { title: t("title") };
}

export default async function ProfilePage() {
  const t = await getTranslations("settings.profile");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <UserProfile routing="hash" />
    </>
  );
}
