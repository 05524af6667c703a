"use client";

import { usePaginatedQuery } from "convex/react";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { api } from "@/convex/_generated/api";
import type { Business } from "./asked-business";

const FOUND = 6;

interface BusinessSearchProps {
  business: Business | null;
  onChange: (business: Business | null) => void;
}

/** Finds a business by its name and keeps the list to it. */
export function BusinessSearch({ business, onChange }: BusinessSearchProps) {
  const t = useTranslations("operator.businessSearch");
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  if (business !== null) {
    return (
      <Button variant="secondary" onClick={() => onChange(null)}>
        {t("of", { name: business.name })}
        <X aria-hidden="true" />
        <span className="sr-only">{t("clear")}</span>
      </Button>
    );
  }
  return (
    <div className="flex w-64 flex-col gap-1 max-sm:w-full">
      <Input
        type="search"
        aria-label={t("business")}
        placeholder={t("business")}
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {search !== "" && (
        <Found
          search={search}
          onChoose={(chosen) => {
            setText("");
            onChange(chosen);
          }}
        />
      )}
    </div>
  );
}

interface FoundProps {
  search: string;
  onChoose: (business: Business) => void;
}

function Found({ search, onChoose }: FoundProps) {
  const t = useTranslations("operator.businessSearch");
  const { results, status } = usePaginatedQuery(
    api.operators.directory.list,
    { search },
    { initialNumItems: FOUND },
  );
  if (status === "LoadingFirstPage") return null;
  if (results.length === 0) {
    return <p className="text-[0.8125rem] text-muted">{t("none")}</p>;
  }
  return (
    <ul aria-label={t("choose")} className="flex flex-col">
      {results.slice(0, FOUND).map(({ id, name }) => (
        <li key={id}>
          <Button
            variant="ghost"
            size="sm"
            className="w-full justify-start"
            onClick={() => onChoose({ id, name })}
          >
            <span className="truncate">{name}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
