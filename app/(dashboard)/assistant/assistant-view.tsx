"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { type api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { useSession } from "../session";
import { ActivationTab } from "./activation-tab";
import { AiSwitch } from "./ai-switch";
import { BehaviourTab } from "./behaviour-tab";
import { KnowledgeTab } from "./knowledge-tab";
import { ProfileTab } from "./profile-tab";
import { asTab, type Tab, TABS } from "./tabs";
import { TextsTab } from "./texts-tab";
import { TryTab } from "./try-tab";
import { UnsavedGuard, useUnsaved } from "./unsaved-guard";

interface AssistantViewProps {
  initialTab: Tab;
  /** What the test chat begins with. */
  question: string;
  profile: Preloaded<typeof api.assistant.profile.get>;
  settings: Preloaded<typeof api.tenants.settings.current>;
}

export function AssistantView(props: AssistantViewProps) {
  return (
    <UnsavedGuard>
      <AssistantTabs {...props} />
    </UnsavedGuard>
  );
}

function AssistantTabs({
  initialTab,
  question,
  ...preloaded
}: AssistantViewProps) {
  const t = useTranslations("assistant");
  const profile = usePreloadedQuery(preloaded.profile);
  const settings = usePreloadedQuery(preloaded.settings);
  const { can } = useSession();
  const { leave } = useUnsaved();
  const [tab, setTab] = useState(initialTab);
  const choose = useCallback(
    (next: string) =>
      leave(() => {
        setTab(asTab(next));
        window.history.replaceState(
          null,
          "",
          `${routes.assistant}?tab=${next}`,
        );
      }),
    [leave],
  );
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current
      ?.querySelector(`[aria-controls$="-${tab}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [tab]);
  const shared = { profile, settings, canEdit: can("manage_assistant") };
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<AiSwitch settings={settings} />}
      />
      <Tabs value={tab} onValueChange={choose}>
        <TabsList ref={list} aria-label={t("title")}>
          {TABS.map((name) => (
            <TabsTrigger key={name} value={name}>
              {t(`tabs.${name}`)}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value="profile">
          <ProfileTab {...shared} />
        </TabsContent>
        <TabsContent value="knowledge">
          <KnowledgeTab canEdit={shared.canEdit} />
        </TabsContent>
        <TabsContent value="behaviour">
          <BehaviourTab {...shared} />
        </TabsContent>
        <TabsContent value="activation">
          <ActivationTab {...shared} />
        </TabsContent>
        <TabsContent value="texts">
          <TextsTab {...shared} />
        </TabsContent>
        <TabsContent value="try">
          <TryTab question={question} />
        </TabsContent>
      </Tabs>
    </div>
  );
}
