"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { routes } from "@/lib/routes";
import { TimeZoneSelect } from "./time-zone-select";
import type { Business } from "./types";
import { useSettings } from "./use-settings";

interface IdentityFormProps {
  business: Business;
  disabled: boolean;
}

export function IdentityForm({ business, disabled }: IdentityFormProps) {
  const t = useTranslations("settings.business");
  const common = useTranslations("common");
  const save = useSettings();
  const [name, setName] = useState(business.name);
  const [timeZone, setTimeZone] = useState(business.timeZone);
  const isValid = name.trim() !== "";
  const isChanged = name !== business.name || timeZone !== business.timeZone;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) save({ name, timeZone });
  };
  return (
    <form onSubmit={submit}>
      <fieldset disabled={disabled} className="flex max-w-md flex-col gap-4">
        <Field
          label={t("name")}
          hint={t("nameHint")}
          error={isValid ? undefined : t("nameInvalid")}
        >
          <Input
            value={name}
            maxLength={100}
            autoComplete="organization"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={t("timeZone")} hint={t("timeZoneHint")}>
          <TimeZoneSelect value={timeZone} onChange={setTimeZone} />
        </Field>
        <p className="text-[0.8125rem] text-muted">
          {t.rich("languageHint", {
            link: (chunks) => (
              <Link href={routes.assistant} className="text-accent underline">
                {chunks}
              </Link>
            ),
          })}
        </p>
        <Button
          type="submit"
          className="self-start"
          disabled={!isChanged || !isValid}
        >
          {common("save")}
        </Button>
      </fieldset>
    </form>
  );
}
