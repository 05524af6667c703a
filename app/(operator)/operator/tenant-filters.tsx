"use client";

import { useTranslations } from "next-intl";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { PLAN_IDS, type PlanId } from "@/lib/credits/plans";

const ORDERS = [
  "newest",
  "available",
  "messages",
  "errors",
  "activity",
] as const;
const STATUSES = ["active", "suspended"] as const;

export type Order = (typeof ORDERS)[number];
export type Status = (typeof STATUSES)[number];

export interface Filters {
  text: string;
  status: Status | null;
  plan: PlanId | null;
  order: Order;
}

interface TenantFiltersProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** Search, status, plan and order of the businesses. */
export function TenantFilters({ filters, onChange }: TenantFiltersProps) {
  const t = useTranslations("operator.tenants");
  const plans = useTranslations("credits.plan.names");
  const isSearch = filters.text.trim() !== "";
  return (
    <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
      <span className="w-60 max-sm:w-full">
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          maxLength={100}
          value={filters.text}
          onChange={({ target }) =>
            onChange({ ...filters, text: target.value })
          }
        />
      </span>
      <Choice
        label={t("status")}
        none={t("anyStatus")}
        options={STATUSES}
        nameOf={(status) => t(status)}
        value={filters.status}
        onChange={(status) => onChange({ ...filters, status })}
      />
      <Choice
        label={t("plan")}
        none={t("anyPlan")}
        options={PLAN_IDS}
        nameOf={(plan) => plans(plan)}
        value={filters.plan}
        isOff={isSearch}
        onChange={(plan) => onChange({ ...filters, plan })}
      />
      <Choice
        label={t("order")}
        none={isSearch ? t("bestFirst") : t("orders.newest")}
        options={ORDERS.slice(1)}
        nameOf={(order) => t(`orders.${order}`)}
        value={filters.order}
        isOff={isSearch || filters.plan !== null}
        onChange={(order) => onChange({ ...filters, order: order ?? "newest" })}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  none: string;
  options: readonly T[];
  nameOf: (option: T) => string;
  value: T | null;
  /** It says nothing beside the other choices. */
  isOff?: boolean;
  onChange: (option: T | null) => void;
}

function Choice<T extends string>({
  label,
  none,
  options,
  nameOf,
  value,
  isOff = false,
  onChange,
}: ChoiceProps<T>) {
  const shown = isOff ? "" : (value ?? "");
  return (
    <span className="w-40 max-sm:min-w-32 max-sm:flex-1">
      <NativeSelect
        aria-label={label}
        value={shown}
        disabled={isOff}
        onChange={({ target }) =>
          onChange(options.find((option) => option === target.value) ?? null)
        }
      >
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {nameOf(option)}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
}
