"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { StepCard } from "../step-card";
import { stepHref } from "../step-link";
import { ENTRIES, type EntryName, type Kind, KINDS } from "./kinds";
import { useTeaching } from "./use-teaching";

type Answers = Partial<Record<EntryName, string>>;

export function TeachStep({ knowledge }: { knowledge: number }) {
  const t = useTranslations("onboarding.teach");
  return (
    <StepCard title={t("title")} body={t("body")}>
      {knowledge > 0 && (
        <p className="rounded-control bg-sunken px-3 py-2 text-sm">
          {t("full", { count: knowledge })}
        </p>
      )}
      <TeachForm />
    </StepCard>
  );
}

function TeachForm() {
  const t = useTranslations("onboarding.teach");
  const onboarding = useTranslations("onboarding");
  const router = useRouter();
  const { teach, pending, failure } = useTeaching();
  const [kind, setKind] = useState<Kind>("shop");
  const [description, setDescription] = useState("");
  const [answers, setAnswers] = useState<Answers>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const entries = ENTRIES[kind].flatMap((name) => {
      const content = answers[name]?.trim() ?? "";
      return content === "" ? [] : [{ name, content }];
    });
    if (await teach({ description, entries })) router.push(stepHref("try"));
  };
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => void submit(event)}
    >
      <KindField kind={kind} onChange={setKind} />
      <Field label={t("description")} hint={t("descriptionHint")}>
        <Textarea
          rows={3}
          maxLength={2_000}
          value={description}
          placeholder={t(`descriptionPlaceholder.${kind}`)}
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
      {ENTRIES[kind].map((name) => (
        <Field key={name} label={t(`entries.${name}.title`)}>
          <Textarea
            rows={2}
            maxLength={2_000}
            value={answers[name] ?? ""}
            placeholder={t(`entries.${name}.placeholder`)}
            onChange={(event) =>
              setAnswers({ ...answers, [name]: event.target.value })
            }
          />
        </Field>
      ))}
      <p role="alert" className="text-sm text-bad empty:hidden">
        {failure}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button asChild variant="ghost">
          <Link href={stepHref("try")}>{onboarding("skip")}</Link>
        </Button>
        <Button type="submit" disabled={pending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}

interface KindFieldProps {
  kind: Kind;
  onChange: (kind: Kind) => void;
}

function KindField({ kind, onChange }: KindFieldProps) {
  const t = useTranslations("onboarding.teach");
  return (
    <Field label={t("kind")}>
      <NativeSelect
        value={kind}
        onChange={({ target }) =>
          onChange(KINDS.find((known) => known === target.value) ?? "other")
        }
      >
        {KINDS.map((known) => (
          <option key={known} value={known}>
            {t(`kinds.${known}`)}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
