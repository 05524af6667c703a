"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import {
  ACTORS,
  type Choice,
  KINDS,
  NOTHING,
  type Period,
  PERIODS,
} from "./statement-filter";

interface StatementFiltersProps {
  choice: Choice;
  onChange: (choice: Choice) => void;
}

export function StatementFilters({ choice, onChange }: StatementFiltersProps) {
  const t = useTranslations("credits.filters");
  const common = useTranslations("common");
  const isFiltered =
    choice.kind !== "" || choice.actor !== "" || choice.period !== "all";
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
      <KindSelect choice={choice} onChange={onChange} />
      <ActorSelect choice={choice} onChange={onChange} />
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
      {isFiltered && (
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

function KindSelect({ choice, onChange }: StatementFiltersProps) {
  const t = useTranslations("credits");
  return (
    <span className="w-44 max-sm:w-full">
      <NativeSelect
        aria-label={t("filters.kind")}
        value={choice.kind}
        onChange={({ target }) =>
          onChange({
            ...choice,
            kind: KINDS.find((kind) => kind === target.value) ?? "",
          })
        }
      >
        <option value="">{t("filters.anyKind")}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
}

function ActorSelect({ choice, onChange }: StatementFiltersProps) {
  const t = useTranslations("credits.filters");
  return (
    <span className="w-36 max-sm:flex-1">
      <NativeSelect
        aria-label={t("actor")}
        value={choice.actor}
        onChange={({ target }) =>
          onChange({
            ...choice,
            actor: ACTORS.find((actor) => actor === target.value) ?? "",
          })
        }
      >
        <option value="">{t("anyActor")}</option>
        {ACTORS.map((actor) => (
          <option key={actor} value={actor}>
            {t(`actors.${actor}`)}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
}
