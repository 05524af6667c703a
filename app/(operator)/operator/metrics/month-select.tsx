"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { NativeSelect } from "@/components/ui/native-select";
import { boundsOf, monthOf } from "@/lib/audit/month";
import { operatorRoutes } from "@/lib/operator-routes";

const SHOWN = 24;

/** A month of the last two years. */
export function MonthSelect(props: { month: string; thisMonth: string }) {
  const t = useTranslations("operator.metrics");
  const format = useFormatter();
  const router = useRouter();
  const recent = monthsBefore(props.thisMonth);
  const months = recent.includes(props.month)
    ? recent
    : [props.month, ...recent];
  return (
    <span className="w-48">
      <NativeSelect
        aria-label={t("month")}
        value={props.month}
        onChange={({ target }) =>
          router.replace(`${operatorRoutes.metrics}?month=${target.value}`)
        }
      >
        {months.map((month) => (
          <option key={month} value={month}>
            {format.dateTime(new Date(boundsOf(month).from), {
              month: "long",
              year: "numeric",
              timeZone: "UTC",
            })}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
}

function monthsBefore(month: string): string[] {
  const months = [month];
  while (months.length < SHOWN) {
    const { from } = boundsOf(months.at(-1) ?? month);
    months.push(monthOf(from - 1));
  }
  return months;
}
