"use client";

import { CopyPlus, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { MINUTES_PER_DAY, type OpenRange } from "@/lib/assistant/hours";

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const MOST_PER_DAY = 4;
const OFFICE = { fromMinute: 9 * 60, toMinute: 17 * 60 };

interface WeekEditorProps {
  value: OpenRange[];
  onChange: (week: OpenRange[]) => void;
  error: string | undefined;
}

/** Opening hours by weekday; an end before its beginning is on the next day. */
export function WeekEditor({ value, onChange, error }: WeekEditorProps) {
  const t = useTranslations("assistant.activation");
  const of = (day: number) => value.filter((range) => range.day === day);
  const set = (day: number, ranges: Omit<OpenRange, "day">[]) =>
    onChange(
      DAYS.flatMap((each) =>
        each === day ? ranges.map((range) => ({ ...range, day })) : of(each),
      ),
    );
  const copy = (day: number) =>
    onChange(
      DAYS.flatMap((each) => of(day).map((range) => ({ ...range, day: each }))),
    );
  return (
    <div role="group" aria-label={t("week")} className="flex flex-col">
      <p className="mb-1 text-[0.8125rem] text-muted">{t("weekHint")}</p>
      {DAYS.map((day) => (
        <DayRow
          key={day}
          name={t(`days.${day}`)}
          ranges={of(day)}
          onChange={(ranges) => set(day, ranges)}
          copy={() => copy(day)}
        />
      ))}
      <p role="alert" className="text-[0.8125rem] text-bad empty:hidden">
        {error}
      </p>
    </div>
  );
}

interface DayRowProps {
  name: string;
  ranges: OpenRange[];
  onChange: (ranges: Omit<OpenRange, "day">[]) => void;
  copy: () => void;
}

function DayRow({ name, ranges, onChange, copy }: DayRowProps) {
  const t = useTranslations("assistant.activation");
  const isOpen = ranges.length > 0;
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1.5 border-b border-line py-2 last:border-0">
      <label className="flex h-9 w-32 shrink-0 items-center gap-1.5 text-sm">
        <Checkbox
          checked={isOpen}
          onCheckedChange={(open) => onChange(open ? [OFFICE] : [])}
        />
        {name}
      </label>
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        {isOpen ? (
          ranges.map((range, index) => (
            <RangeRow
              key={index}
              day={name}
              range={range}
              onChange={(next) => onChange(ranges.with(index, next))}
              remove={() => onChange(ranges.toSpliced(index, 1))}
            />
          ))
        ) : (
          <span className="flex h-9 items-center text-sm text-muted">
            {t("closed")}
          </span>
        )}
      </div>
      {isOpen && (
        <div className="flex gap-1">
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("addRange", { day: name })}
            title={t("addRange", { day: name })}
            disabled={ranges.length >= MOST_PER_DAY}
            onClick={() => onChange([...ranges, OFFICE])}
          >
            <Plus aria-hidden="true" />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("copyDay", { day: name })}
            title={t("copyDay", { day: name })}
            onClick={copy}
          >
            <CopyPlus aria-hidden="true" />
          </Button>
        </div>
      )}
    </div>
  );
}

function clockOf(minute: number): string {
  const wrapped = minute % MINUTES_PER_DAY;
  const hours = String(Math.floor(wrapped / 60)).padStart(2, "0");
  return `${hours}:${String(wrapped % 60).padStart(2, "0")}`;
}

function minuteOf(clock: string): number | null {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours === undefined || minutes === undefined || clock === ""
    ? null
    : hours * 60 + minutes;
}

interface RangeRowProps {
  day: string;
  range: OpenRange;
  onChange: (range: OpenRange) => void;
  remove: () => void;
}

function RangeRow({ day, range, onChange, remove }: RangeRowProps) {
  const t = useTranslations("assistant.activation");
  const change = (part: "fromMinute" | "toMinute", clock: string) => {
    const minute = minuteOf(clock);
    if (minute === null) return;
    // Midnight as an end is the end of the day.
    const isMidnightEnd = part === "toMinute" && minute === 0;
    onChange({ ...range, [part]: isMidnightEnd ? MINUTES_PER_DAY : minute });
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Input
        type="time"
        aria-label={t("from", { day })}
        value={clockOf(range.fromMinute)}
        onChange={(event) => change("fromMinute", event.target.value)}
        className="w-36"
      />
      <span aria-hidden="true">–</span>
      <Input
        type="time"
        aria-label={t("to", { day })}
        value={clockOf(range.toMinute)}
        onChange={(event) => change("toMinute", event.target.value)}
        className="w-36"
      />
      {range.toMinute <= range.fromMinute && (
        <span className="text-[0.8125rem] text-muted">{t("nextDay")}</span>
      )}
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("removeRange", { day })}
        onClick={remove}
      >
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}
