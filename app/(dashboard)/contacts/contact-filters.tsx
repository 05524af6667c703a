"use client";

import { useQuery } from "convex/react";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { api } from "@/convex/_generated/api";
import { STAGES } from "@/lib/contacts/fields";
import {
  CONSENTS,
  type ContactFilter,
  readFilter,
  writeFilter,
} from "@/lib/contacts/filter";

const TYPING_MS = 200;

interface Props {
  filter: ContactFilter;
  onChange: (filter: ContactFilter) => void;
}

/** The filter with one part of its address changed; "" takes the part away. */
function withPart(
  filter: ContactFilter,
  part: "q" | "stage" | "consent" | "tag",
  value: string,
): ContactFilter {
  const params = new URLSearchParams(writeFilter(filter));
  params.set(part, value);
  return readFilter(params);
}

export function ContactFilters({ filter, onChange }: Props) {
  const t = useTranslations("contacts");
  const common = useTranslations("common");
  const tags = useQuery(api.contacts.directory.tags, {}) ?? [];
  const { stage, consent, tag } = filter;
  const set = (part: "stage" | "consent" | "tag", value: string) =>
    onChange(withPart(filter, part, value));
  const known = tag === undefined || tags.includes(tag) ? tags : [tag, ...tags];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox filter={filter} onChange={onChange} />
      <Choice
        label={t("filters.stage")}
        value={stage ?? ""}
        onChange={(value) => set("stage", value)}
      >
        <option value="">{t("filters.anyStage")}</option>
        {STAGES.map((one) => (
          <option key={one} value={one}>
            {t(`stages.${one}`)}
          </option>
        ))}
      </Choice>
      <Choice
        label={t("filters.consent")}
        value={consent ?? ""}
        onChange={(value) => set("consent", value)}
      >
        <option value="">{t("filters.anyConsent")}</option>
        {CONSENTS.map((one) => (
          <option key={one} value={one}>
            {t(`consents.${one}`)}
          </option>
        ))}
      </Choice>
      <Choice
        label={t("filters.tag")}
        value={tag ?? ""}
        onChange={(value) => set("tag", value)}
      >
        <option value="">{t("filters.anyTag")}</option>
        {known.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </Choice>
      {Object.keys(filter).length > 0 && (
        <Button variant="ghost" onClick={() => onChange({})}>
          {common("clearFilters")}
        </Button>
      )}
    </div>
  );
}

/** Narrows the list a moment after the last key. */
function SearchBox({ filter, onChange }: Props) {
  const t = useTranslations("contacts");
  const current = filter.search ?? "";
  const [text, setText] = useState(current);
  const [seen, setSeen] = useState(current);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (seen !== current) {
    // Changed from outside, as by "Clear filters".
    setSeen(current);
    if (text.trim() !== current) setText(current);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className="relative w-full sm:w-64">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
      />
      <Input
        type="search"
        aria-label={t("searchLabel")}
        placeholder={t("searchLabel")}
        value={text}
        maxLength={100}
        className="ps-8"
        onChange={({ target }) => {
          setText(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(
            () => onChange(withPart(filter, "q", target.value)),
            TYPING_MS,
          );
        }}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <div className="w-[calc(50%-0.25rem)] sm:w-36">
      <NativeSelect
        aria-label={label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        {children}
      </NativeSelect>
    </div>
  );
}
