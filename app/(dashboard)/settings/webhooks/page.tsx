import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { WebhooksView } from "./webhooks-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks.log");
  return { title: t("title") };
}

export default async function WebhooksPage() {
  return (
    <ClientMessages areas={["webhooks", "settings"]}>
      <WebhooksView numbers={await preload(api.instances.numbers.list, {})} />
    </ClientMessages>
  );
}
