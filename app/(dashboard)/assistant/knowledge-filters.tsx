"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";

interface KnowledgeFiltersProps {
  text: string;
  onText: (text: string) => void;
  category: string | null;
  onCategory: (category: string | null) => void;
  categories: string[];
}

export function KnowledgeFilters({
  text,
  onText,
  category,
  onCategory,
  categories,
}: KnowledgeFiltersProps) {
  const t = useTranslations("assistant.knowledge");
  return (
    <div className="flex min-w-0 grow basis-full flex-wrap gap-2 sm:flex-1">
      <span className="relative w-full sm:max-w-64">
        <Search
          aria-hidden="true"
          className="absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
        />
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={text}
          onChange={(event) => onText(event.target.value)}
          className="ps-8"
        />
      </span>
      {categories.length > 0 && (
        <span className="w-full sm:max-w-48">
          <NativeSelect
            aria-label={t("category")}
            value={category ?? ""}
            onChange={(event) =>
              onCategory(event.target.value === "" ? null : event.target.value)
            }
          >
            <option value="">{t("allCategories")}</option>
            {categories.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </span>
      )}
    </div>
  );
}
