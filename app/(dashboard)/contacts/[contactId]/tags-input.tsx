"use client";

import { useQuery } from "convex/react";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/convex/_generated/api";
import { checkTags, CONTACT_LIMITS } from "@/lib/contacts/fields";

interface Props {
  value: string[];
  onChange: (tags: string[]) => void;
}

/** Enter or a comma adds what was typed; Backspace in an empty field takes the last tag away. */
export function TagsInput({ value, onChange }: Props) {
  const t = useTranslations("contacts");
  const known = useQuery(api.contacts.directory.tags, {}) ?? [];
  const listId = useId();
  const [text, setText] = useState("");
  const checked = checkTags([...value, ...text.split(",")]);
  const add = () => {
    if (!checked.ok) return;
    setText("");
    if (checked.value.length > value.length) onChange(checked.value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Backspace" && text === "") onChange(value.slice(0, -1));
    if (event.key !== "Enter" && event.key !== ",") return;
    event.preventDefault();
    add();
  };
  return (
    <div className="flex flex-col gap-2 sm:col-span-2">
      <Field
        label={t("detail.tags")}
        hint={t("detail.tagsHint")}
        error={checked.ok ? null : t(`problems.${checked.problem}`)}
      >
        <Input
          value={text}
          list={listId}
          maxLength={CONTACT_LIMITS.tagChars}
          autoComplete="off"
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
      </Field>
      <datalist id={listId}>
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {value.map((tag) => (
            <Tag
              key={tag}
              tag={tag}
              onRemove={() => onChange(value.filter((other) => other !== tag))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Tag({ tag, onRemove }: { tag: string; onRemove: () => void }) {
  const t = useTranslations("contacts.detail");
  return (
    <li className="inline-flex min-h-7 max-w-full items-center gap-1 rounded-control bg-sunken ps-2 text-[0.8125rem]">
      <bdi className="truncate">{tag}</bdi>
      <button
        type="button"
        aria-label={t("removeTag", { tag })}
        onClick={onRemove}
        className="grid size-6 place-items-center rounded-control text-muted hover:text-ink disabled:hidden"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </li>
  );
}
