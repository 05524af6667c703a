"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { CONTACT_LIMITS, parseStage, STAGES } from "@/lib/contacts/fields";
import { AssigneeSelect } from "./assignee-select";
import { MergeWith } from "./merge-with";
import { TagsInput } from "./tags-input";
import type { Profile } from "./types";
import { type Details, useDetails } from "./use-details";

interface Props {
  profile: Profile;
  canEdit: boolean;
}

export function DetailsForm({ profile, canEdit }: Props) {
  const common = useTranslations("common");
  const t = useTranslations("contacts.detail");
  const form = useDetails(profile);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      <fieldset
        disabled={!canEdit || form.isPending}
        className="grid gap-4 sm:grid-cols-2"
      >
        <Identity profile={profile} {...form} />
        <Classification {...form} />
        {form.failure !== null && (
          <p role="alert" className="text-sm text-bad sm:col-span-2">
            {form.failure.text}{" "}
            {form.failure.other !== null && (
              <MergeWith profile={profile} otherId={form.failure.other} />
            )}
          </p>
        )}
        {canEdit && (
          <div className="flex gap-2 sm:col-span-2">
            <Button type="submit" disabled={!form.isChanged}>
              {t("save")}
            </Button>
            {form.isChanged && (
              <Button variant="ghost" onClick={form.reset}>
                {common("cancel")}
              </Button>
            )}
          </div>
        )}
      </fieldset>
    </form>
  );
}

interface PartProps {
  details: Details;
  change: (next: Partial<Details>) => void;
}

function Identity({
  profile,
  details,
  change,
}: PartProps & { profile: Profile }) {
  const t = useTranslations("contacts.detail");
  const others = profile.otherPhones;
  return (
    <>
      <Field label={t("name")}>
        <Input
          value={details.name}
          maxLength={CONTACT_LIMITS.nameChars}
          autoComplete="off"
          onChange={({ target }) => change({ name: target.value })}
        />
      </Field>
      <Field
        label={t("phone")}
        hint={
          others.length > 0
            ? t("otherPhones", { phones: others.join(", ") })
            : undefined
        }
      >
        <Input
          type="tel"
          value={details.phone}
          maxLength={40}
          autoComplete="off"
          onChange={({ target }) => change({ phone: target.value })}
        />
      </Field>
    </>
  );
}

function Classification({ details, change }: PartProps) {
  const t = useTranslations("contacts");
  return (
    <>
      <Field label={t("detail.stage")}>
        <NativeSelect
          value={details.stage}
          onChange={({ target }) => {
            const stage = parseStage(target.value);
            if (stage !== null) change({ stage });
          }}
        >
          {STAGES.map((stage) => (
            <option key={stage} value={stage}>
              {t(`stages.${stage}`)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <AssigneeSelect
        value={details.assigneeId}
        onChange={(assigneeId) => change({ assigneeId })}
      />
      <TagsInput value={details.tags} onChange={(tags) => change({ tags })} />
      <Field
        label={t("detail.note")}
        hint={t("detail.noteHint")}
        className="sm:col-span-2"
      >
        <Textarea
          rows={4}
          dir="auto"
          value={details.note}
          maxLength={CONTACT_LIMITS.noteChars}
          onChange={({ target }) => change({ note: target.value })}
        />
      </Field>
    </>
  );
}
