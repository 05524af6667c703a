"use client";

import { usePaginatedQuery, useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { PageHeader } from "@/components/ui/page-header";
import { LogCard } from "@/components/webhooks/log-card";
import { LogFilters } from "@/components/webhooks/log-filters";
import type { Verdict } from "@/components/webhooks/types";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { operatorRoutes } from "@/lib/operator-routes";
import { OperatorReplay } from "./operator-replay";

/** Numbers that can be chosen from. */
const NUMBERS = 200;

type Choice = {
  tenantId: Id<"tenants"> | null;
  instanceId: Id<"instances"> | null;
  verdict: Verdict | null;
  before: number | null;
};

const EVERYTHING: Choice = {
  tenantId: null,
  instanceId: null,
  verdict: null,
  before: null,
};

/** `asked` is the business that the address names. */
export function OperatorLog({ asked }: { asked: Id<"tenants"> | null }) {
  const t = useTranslations("webhooks.log");
  const [choice, setChoice] = useState<Choice>({
    ...EVERYTHING,
    tenantId: asked,
  });
  const choose = (change: Partial<Choice>) =>
    setChoice({ ...choice, before: null, ...change });
  const page = useQuery(api.webhooks.log.listAll, choice);
  return (
    <>
      <PageHeader title={t("title")} description={t("operatorDescription")} />
      <LogCard
        page={page}
        before={choice.before}
        onMove={(before) => choose({ before })}
        hasNumbers
        isFiltered={choice.tenantId !== null || choice.verdict !== null}
        filters={<Filters choice={choice} onChange={choose} />}
        business={(row) =>
          row.tenantId !== null && (
            <Link
              href={operatorRoutes.tenant(row.tenantId)}
              className="underline-offset-2 hover:underline"
            >
              {row.tenantName}
            </Link>
          )
        }
        actions={({ messageId, tenantId, at }) =>
          messageId !== null &&
          tenantId !== null && (
            <OperatorReplay messageId={messageId} tenantId={tenantId} at={at} />
          )
        }
      />
    </>
  );
}

interface FiltersProps {
  choice: Choice;
  onChange: (change: Partial<Choice>) => void;
}

function Filters({ choice, onChange }: FiltersProps) {
  const t = useTranslations("webhooks.filters");
  const { results: numbers } = usePaginatedQuery(
    api.instances.fleet.list,
    {},
    { initialNumItems: NUMBERS },
  );
  const businesses = new Map(
    numbers.map(({ tenantId, tenantName }) => [tenantId, tenantName]),
  );
  const { tenantId } = choice;
  return (
    <LogFilters
      numbers={numbers.filter((number) => number.tenantId === tenantId)}
      instanceId={choice.instanceId}
      verdict={choice.verdict}
      onNumber={(id) => {
        const number = numbers.find((each) => each.id === id);
        onChange({ instanceId: number?.id ?? null });
      }}
      onVerdict={(verdict) => onChange({ verdict })}
    >
      <NativeSelect
        aria-label={t("business")}
        value={tenantId ?? ""}
        onChange={({ target }) => {
          const chosen = numbers.find((each) => each.tenantId === target.value);
          onChange({ tenantId: chosen?.tenantId ?? null, instanceId: null });
        }}
      >
        <option value="">{t("allBusinesses")}</option>
        {[...businesses].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect>
    </LogFilters>
  );
}
