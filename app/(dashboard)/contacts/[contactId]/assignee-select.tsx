"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";

type MemberId = Id<"memberships">;

interface Props {
  value: MemberId | null;
  onChange: (memberId: MemberId | null) => void;
}

export function AssigneeSelect({ value, onChange }: Props) {
  const t = useTranslations("contacts");
  const members = useQuery(api.tenants.members.list, {}) ?? [];
  const isGone =
    value !== null &&
    members.length > 0 &&
    members.every(({ id }) => id !== value);
  return (
    <Field label={t("detail.assignee")}>
      <NativeSelect
        value={value ?? ""}
        onChange={({ target }) =>
          onChange(members.find(({ id }) => id === target.value)?.id ?? null)
        }
      >
        <option value="">{t("detail.nobody")}</option>
        {isGone && <option value={value}>{t("changes.someone")}</option>}
        {members.map(({ id, name, email }) => (
          <option key={id} value={id}>
            {name ?? email}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
