"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import {
  type Choice,
  isFiltered,
  NOTHING,
  type Period,
  PERIODS,
} from "./trail-filter";
import { useActionGroups } from "./use-names";

interface TrailFiltersProps {
  choice: Choice;
  onChange: (choice: Choice) => void;
}

/** Actor and business are chosen in the rows; here they are shown and taken away. */
export function TrailFilters({ choice, onChange }: TrailFiltersProps) {
  const t = useTranslations("audit.filters");
  const common = useTranslations("common");
  const { actor, tenant } = choice;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
      <ActionSelect choice={choice} onChange={onChange} />
      <span className="w-36 max-sm:flex-1">
        <NativeSelect
          aria-label={t("period")}
          value={choice.period}
          onChange={({ target }) =>
            onChange({ ...choice, period: periodOf(target.value) })
          }
        >
          {PERIODS.map((period) => (
            <option key={period} value={period}>
              {t(`periods.${period}`)}
            </option>
          ))}
        </NativeSelect>
      </span>
      {actor !== null && (
        <Chip
          name={t("actorIs", { name: actor.name })}
          onRemove={() => onChange({ ...choice, actor: null })}
        />
      )}
      {tenant !== null && (
        <Chip
          name={t("businessIs", { name: tenant.name })}
          onRemove={() => onChange({ ...choice, tenant: null })}
        />
      )}
      {isFiltered(choice) && (
        <Button variant="ghost" size="sm" onClick={() => onChange(NOTHING)}>
          {common("clearFilters")}
        </Button>
      )}
    </div>
  );
}

function periodOf(value: string): Period {
  return PERIODS.find((period) => period === value) ?? "all";
}

function ActionSelect({ choice, onChange }: TrailFiltersProps) {
  const t = useTranslations("audit.filters");
  const groups = useActionGroups();
  return (
    <span className="w-56 max-sm:w-full">
      <NativeSelect
        aria-label={t("action")}
        value={choice.action}
        onChange={({ target }) => onChange({ ...choice, action: target.value })}
      >
        <option value="">{t("anyAction")}</option>
        {groups.map(({ area, name, actions }) => (
          <optgroup key={area} label={name}>
            {actions.map((each) => (
              <option key={each.action} value={each.action}>
                {each.name}
              </option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
    </span>
  );
}

function Chip({ name, onRemove }: { name: string; onRemove: () => void }) {
  const t = useTranslations("audit.filters");
  return (
    <span className="inline-flex h-7 max-w-full items-center gap-1 rounded-control bg-accent-soft ps-2.5 text-[0.8125rem] text-accent">
      <span className="truncate">{name}</span>
      <button
        type="button"
        aria-label={t("remove", { name })}
        className="grid size-7 place-items-center rounded-control hover:bg-sunken"
        onClick={onRemove}
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </span>
  );
}
