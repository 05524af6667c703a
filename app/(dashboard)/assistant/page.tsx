import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api } from "@/convex/_generated/api";
import { LIMITS } from "@/lib/assistant/limits";
import { preload } from "@/lib/server/convex";
import { AssistantView } from "./assistant-view";
import { asTab } from "./tabs";

interface AssistantPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("assistant");
  return { title: t("title") };
}

export default async function AssistantPage({
  searchParams,
}: AssistantPageProps) {
  const { tab, ask } = await searchParams;
  const [profile, settings] = await Promise.all([
    preload(api.assistant.profile.get, {}),
    preload(api.tenants.settings.current, {}),
  ]);
  return (
    <AssistantView
      initialTab={asTab(tab)}
      question={typeof ask === "string" ? ask.slice(0, LIMITS.testMessage) : ""}
      profile={profile}
      settings={settings}
    />
  );
}
