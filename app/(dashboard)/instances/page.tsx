import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { serverEnv } from "@/lib/server/env";
import { InstancesView } from "./instances-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("instances");
  return { title: t("title") };
}

export default async function InstancesPage() {
  const [numbers, business] = await Promise.all([
    preload(api.instances.numbers.list, {}),
    preload(api.tenants.settings.current, {}),
  ]);
  return (
    <InstancesView
      numbers={numbers}
      business={business}
      phoneUrl={serverEnv().PHONE_URL ?? null}
    />
  );
}
