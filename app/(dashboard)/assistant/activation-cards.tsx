"use client";

import { useNow, useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Controller, type UseFormReturn, useWatch } from "react-hook-form";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { isOpenAt } from "@/lib/assistant/hours";
import type { ActivationValues } from "./activation-tab";
import { ChoiceCards } from "./choice-cards";
import { ClosedDays } from "./closed-days";
import { useFault } from "./invalid";
import { TokenInput } from "./token-input";
import { WeekEditor } from "./week-editor";

interface CardProps {
  form: UseFormReturn<ActivationValues>;
}

const WHO = ["everyone", "new_contacts", "keywords"] as const;
const WHEN = ["always", "inside_hours", "outside_hours"] as const;

interface NowCardProps extends CardProps {
  aiEnabled: boolean;
  awayText: string | null;
  awayEveryHours: number;
}

/** What the rules on the screen would do at this moment. */
export function NowCard({
  form,
  aiEnabled,
  awayText,
  awayEveryHours,
}: NowCardProps) {
  const t = useTranslations("assistant.activation");
  const now = useNow({ updateInterval: 15_000 }).getTime();
  const values = useWatch({ control: form.control });
  const { when = "always", timeZone = "UTC", closedDays = [] } = values;
  const week = (values.week ?? []).flatMap(({ day, fromMinute, toMinute }) =>
    day === undefined || fromMinute === undefined || toMinute === undefined
      ? []
      : [{ day, fromMinute, toMinute }],
  );
  const isOpen = isOpenAt({ timeZone, week, closedDays }, now);
  const isActive =
    aiEnabled && (when === "always" || isOpen === (when === "inside_hours"));
  const state = !aiEnabled ? "off" : isActive ? "active" : "inactive";
  return (
    <Card>
      <CardBody className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
        <Badge tone={isActive ? "good" : "warn"}>{t(`now.${state}`)}</Badge>
        <span>{t(`now.${state}Detail`)}</span>
        <span className="text-muted">
          {awayText === null
            ? t("now.silent")
            : t("now.away", { hours: awayEveryHours })}
        </span>
      </CardBody>
    </Card>
  );
}

export function WhoCard({ form }: CardProps) {
  const t = useTranslations("assistant.activation");
  const fault = useFault();
  const who = useWatch({ control: form.control, name: "who" });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("who")}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        <Controller
          control={form.control}
          name="who"
          render={({ field }) => (
            <ChoiceCards
              label={t("who")}
              value={field.value}
              onChange={field.onChange}
              choices={WHO.map((value) => ({
                value,
                name: t(`whoChoice.${value}.name`),
                description: t(`whoChoice.${value}.description`),
              }))}
            />
          )}
        />
        {who === "keywords" && (
          <Controller
            control={form.control}
            name="keywords"
            render={({ field, fieldState }) => (
              <Field
                label={t("keywords")}
                hint={t("keywordsHint")}
                error={fault(fieldState.error)}
              >
                <TokenInput
                  value={field.value}
                  onChange={field.onChange}
                  onBlur={field.onBlur}
                  placeholder={t("keywordsExample")}
                />
              </Field>
            )}
          />
        )}
        {who === "new_contacts" && (
          <Field
            label={t("newContactHours")}
            hint={t("newContactHoursHint")}
            error={fault(form.formState.errors.newContactHours)}
            className="[&_input]:max-w-32"
          >
            <Input
              type="number"
              min={1}
              {...form.register("newContactHours", { valueAsNumber: true })}
            />
          </Field>
        )}
      </CardBody>
    </Card>
  );
}

export function WhenCard({ form }: CardProps) {
  const t = useTranslations("assistant.activation");
  const when = useWatch({ control: form.control, name: "when" });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("when")}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-5">
        <Controller
          control={form.control}
          name="when"
          render={({ field }) => (
            <ChoiceCards
              label={t("when")}
              value={field.value}
              onChange={field.onChange}
              choices={WHEN.map((value) => ({
                value,
                name: t(`whenChoice.${value}.name`),
                description: t(`whenChoice.${value}.description`),
              }))}
            />
          )}
        />
        {when !== "always" && <Hours form={form} />}
      </CardBody>
    </Card>
  );
}

function Hours({ form }: CardProps) {
  const t = useTranslations("assistant.activation");
  const fault = useFault();
  return (
    <>
      <Controller
        control={form.control}
        name="week"
        render={({ field, fieldState }) => (
          <WeekEditor
            value={field.value}
            onChange={field.onChange}
            error={fault(fieldState.error)}
          />
        )}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("timeZone")} hint={t("timeZoneHint")}>
          <TimeZoneSelect form={form} />
        </Field>
        <Controller
          control={form.control}
          name="closedDays"
          render={({ field, fieldState }) => (
            <ClosedDays
              value={field.value}
              onChange={field.onChange}
              error={fault(fieldState.error)}
            />
          )}
        />
      </div>
    </>
  );
}

const zones = Intl.supportedValuesOf("timeZone");
const noZones: string[] = [];
const never = () => () => undefined;

/** The browser's list, which the server's need not equal. */
function TimeZoneSelect({ form }: CardProps) {
  const known = useSyncExternalStore(
    never,
    () => zones,
    () => noZones,
  );
  const current = useWatch({ control: form.control, name: "timeZone" });
  const shown = known.includes(current) ? known : [current, ...known];
  return (
    <NativeSelect {...form.register("timeZone")}>
      {shown.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll("_", " ")}
        </option>
      ))}
    </NativeSelect>
  );
}
