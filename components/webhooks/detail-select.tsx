import { useTranslations } from "next-intl";
import { NativeSelect } from "@/components/ui/native-select";

interface DetailSelectProps {
  /** Why answers failed, as far as they are shown. */
  details: readonly string[];
  value: string | null;
  onChange: (detail: string | null) => void;
}

/** Keeps the failed answers to those that failed for one reason. */
export function DetailSelect({ details, value, onChange }: DetailSelectProps) {
  const t = useTranslations("webhooks.failedTurns");
  const options = new Set(value === null ? details : [value, ...details]);
  return (
    <span className="w-56 max-sm:w-full">
      <NativeSelect
        aria-label={t("why")}
        value={value ?? ""}
        onChange={({ target }) =>
          onChange(target.value === "" ? null : target.value)
        }
      >
        <option value="">{t("anyReason")}</option>
        {[...options].map((detail) => (
          <option key={detail} value={detail}>
            {detail}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
}
