"use client";

import { useMutation, useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { StepCard } from "../step-card";
import { stepHref } from "../step-link";
import { TestTurnView } from "./test-turn";

export function TryStep() {
  const t = useTranslations("onboarding.try");
  const onboarding = useTranslations("onboarding");
  const turns = useQuery(api.assistant.testChat.list, {});
  return (
    <StepCard title={t("title")} body={t("body")}>
      {/* A long conversation scrolls, so the keyboard must reach it. */}
      <div
        role="log"
        aria-label={t("log")}
        tabIndex={0}
        className="flex max-h-96 min-h-40 flex-col gap-3 overflow-y-auto rounded-panel bg-sunken p-3"
      >
        {turns === undefined && <Skeleton className="h-10 w-2/3" />}
        {turns?.length === 0 && (
          <p className="m-auto text-sm text-muted">{t("empty")}</p>
        )}
        {turns?.map((turn) => (
          <TestTurnView key={turn.id} turn={turn} />
        ))}
      </div>
      <AskForm />
      <div className="flex flex-wrap justify-end gap-2">
        <Button asChild variant="ghost">
          <Link href={stepHref("teach")}>{t("back")}</Link>
        </Button>
        <Button asChild variant={turns?.length === 0 ? "ghost" : "primary"}>
          <Link href={stepHref("live")}>
            {turns?.length === 0 ? onboarding("skip") : onboarding("continue")}
          </Link>
        </Button>
      </div>
    </StepCard>
  );
}

function AskForm() {
  const t = useTranslations("onboarding.try");
  const describe = useErrorText();
  const ask = useMutation(api.assistant.testChat.ask);
  const [text, setText] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    setFailure(null);
    setText("");
    try {
      await ask({ text });
    } catch (error) {
      setText(text);
      setFailure(describe(error));
    }
  };
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => void submit(event)}
    >
      <Field label={t("ask")} error={failure} className="flex-1">
        <Input
          value={text}
          maxLength={1_000}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button type="submit" disabled={text.trim() === ""}>
        {t("send")}
      </Button>
    </form>
  );
}
