import { useTranslations } from "next-intl";
import { type ReactNode } from "react";
import { NativeSelect } from "@/components/ui/native-select";
import { VERDICTS } from "@/lib/webhooks/verdict";
import type { Verdict } from "./types";

interface LogFiltersProps {
  numbers: readonly { id: string; label: string }[];
  instanceId: string | null;
  verdict: Verdict | null;
  onNumber: (id: string | null) => void;
  onVerdict: (verdict: Verdict | null) => void;
  /** Further filters, before these. */
  children?: ReactNode;
}

export function LogFilters({ children, ...props }: LogFiltersProps) {
  const t = useTranslations("webhooks.filters");
  const verdicts = useTranslations("webhooks.verdict");
  return (
    <div
      role="group"
      aria-label={t("label")}
      className="flex flex-wrap gap-2 *:w-44 max-sm:*:w-full"
    >
      {children}
      {props.numbers.length > 0 && (
        <NativeSelect
          aria-label={t("number")}
          value={props.instanceId ?? ""}
          onChange={({ target }) => props.onNumber(target.value || null)}
        >
          <option value="">{t("allNumbers")}</option>
          {props.numbers.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </NativeSelect>
      )}
      <NativeSelect
        aria-label={t("verdict")}
        value={props.verdict ?? ""}
        onChange={({ target }) =>
          props.onVerdict(VERDICTS.find((v) => v === target.value) ?? null)
        }
      >
        <option value="">{t("allVerdicts")}</option>
        {VERDICTS.map((verdict) => (
          <option key={verdict} value={verdict}>
            {verdicts(verdict)}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
