"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { type ColumnMapping, guessColumns } from "@/lib/contacts/columns";
import { listCountries } from "@/lib/contacts/countries";
import { CONTACT_LIMITS } from "@/lib/contacts/fields";
import { IMPORT_FIELDS } from "@/lib/contacts/import-row";
import { PreviewStep } from "./preview-step";
import type { CsvTable } from "./read-table";

export type Settings = {
  columns: ColumnMapping;
  /** "" for none. */
  country: string;
  evidence: string;
};

interface Props {
  table: CsvTable;
  /** The country to begin with. */
  home: string;
  onDone: () => void;
}

export function MapStep({ table, home, onDone }: Props) {
  const [settings, setSettings] = useState<Settings>(() => ({
    columns: guessColumns(table.header),
    country: home,
    evidence: "",
  }));
  const change = (next: Partial<Settings>) =>
    setSettings((earlier) => ({ ...earlier, ...next }));
  return (
    <>
      <MapCard table={table} settings={settings} onChange={change} />
      <PreviewStep table={table} settings={settings} onDone={onDone} />
    </>
  );
}

interface MapCardProps {
  table: CsvTable;
  settings: Settings;
  onChange: (next: Partial<Settings>) => void;
}

function MapCard({ table, settings, onChange }: MapCardProps) {
  const t = useTranslations("contacts.import");
  const { columns } = settings;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("mapTitle")}</CardTitle>
      </CardHeader>
      <CardBody className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {IMPORT_FIELDS.map((field) => (
          <Field
            key={field}
            label={t(`fields.${field}`)}
            error={
              field === "phone" && columns.phone === null
                ? t("phoneNeeded")
                : null
            }
          >
            <NativeSelect
              value={columns[field] ?? ""}
              onChange={({ target }) =>
                onChange({
                  columns: {
                    ...columns,
                    [field]: target.value === "" ? null : Number(target.value),
                  },
                })
              }
            >
              <option value="">{t("notInFile")}</option>
              {table.header.map((heading, index) => (
                <option key={index} value={index}>
                  {heading}
                </option>
              ))}
            </NativeSelect>
          </Field>
        ))}
        <CountryField settings={settings} onChange={onChange} />
        <ConsentFields settings={settings} onChange={onChange} />
      </CardBody>
    </Card>
  );
}

type PartProps = Omit<MapCardProps, "table">;

function CountryField({ settings, onChange }: PartProps) {
  const t = useTranslations("contacts.import");
  const locale = useLocale();
  const countries = useMemo(() => listCountries(locale), [locale]);
  return (
    <Field label={t("country")}>
      <NativeSelect
        value={settings.country}
        onChange={({ target }) => onChange({ country: target.value })}
      >
        <option value="">{t("noCountry")}</option>
        {countries.map(({ code, name, callingCode }) => (
          <option key={code} value={code}>
            {`${name} (+${callingCode})`}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}

function ConsentFields({ settings, onChange }: PartProps) {
  const t = useTranslations("contacts.import");
  if (settings.columns.consent === null) {
    return (
      <p className="text-[0.8125rem] text-muted sm:col-span-2 lg:col-span-3">
        {t("consentNote")}
      </p>
    );
  }
  return (
    <Field
      label={t("evidence")}
      hint={t("evidenceHint")}
      error={settings.evidence.trim() === "" ? t("evidenceNeeded") : null}
      className="sm:col-span-2"
    >
      <Input
        value={settings.evidence}
        maxLength={CONTACT_LIMITS.evidenceChars}
        onChange={({ target }) => onChange({ evidence: target.value })}
      />
    </Field>
  );
}
