"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSession } from "@/app/(dashboard)/session";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { AddNumber } from "./add-number";
import { LinkDialog } from "./link/link-dialog";
import { NumberCard } from "./number-card";

interface InstancesViewProps {
  numbers: Preloaded<typeof api.instances.numbers.list>;
  business: Preloaded<typeof api.tenants.settings.current>;
  /** The simulated phone; null with a real gateway. */
  phoneUrl: string | null;
}

export function InstancesView(props: InstancesViewProps) {
  const t = useTranslations("instances");
  const { can } = useSession();
  const numbers = usePreloadedQuery(props.numbers);
  const business = usePreloadedQuery(props.business);
  const [linkingId, setLinkingId] = useState<Id<"instances"> | null>(null);
  const linking = numbers.find(({ id }) => id === linkingId) ?? null;
  const add = (
    <AddNumber
      count={numbers.length}
      canManage={can("manage_numbers")}
      onCreated={setLinkingId}
    />
  );
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-5 p-4 sm:p-6">
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={numbers.length > 0 ? add : undefined}
      />
      {numbers.length === 0 ? (
        <EmptyState
          icon={<Smartphone />}
          title={t("empty.title")}
          body={t("empty.body")}
          action={add}
        />
      ) : (
        <ul className="flex flex-col gap-4">
          {numbers.map((number) => (
            <li key={number.id}>
              <NumberCard
                number={number}
                business={business}
                canManage={can("manage_numbers")}
                onLink={() => setLinkingId(number.id)}
              />
            </li>
          ))}
        </ul>
      )}
      <LinkDialog
        number={linking}
        phoneUrl={props.phoneUrl}
        onClose={() => setLinkingId(null)}
      />
    </div>
  );
}
