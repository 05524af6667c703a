import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { DeadLettersView } from "./dead-letters-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks.letters");
  return { title: t("title") };
}

export default async function DeadLettersPage() {
  return (
    <ClientMessages areas={["webhooks", "operator"]}>
      <DeadLettersView
        progress={await preload(api.webhooks.letters.progress, {})}
      />
    </ClientMessages>
  );
}
