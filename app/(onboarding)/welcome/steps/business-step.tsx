"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/convex/_generated/api";
import { errorCode, errorReason } from "@/lib/error-code";
import { StepCard } from "../step-card";
import { PendingInvitations } from "./pending-invitations";

const REASONS = ["too_many_businesses", "no_verified_email"] as const;

export function BusinessStep() {
  const t = useTranslations("onboarding.business");
  return (
    <>
      <PendingInvitations />
      <StepCard title={t("title")} body={t("body")}>
        <BusinessForm />
      </StepCard>
    </>
  );
}

function BusinessForm() {
  const t = useTranslations("onboarding.business");
  const describe = useFoundingText();
  const found = useMutation(api.tenants.found.create);
  const [name, setName] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") {
      setFailure(t("invalid"));
      return;
    }
    setPending(true);
    setFailure(null);
    try {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
      const { credits } = await found({ name, timeZone });
      if (credits > 0) toast.success(t("granted", { credits }));
    } catch (error) {
      setFailure(describe(error));
      setPending(false);
    }
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => void submit(event)}
    >
      <Field label={t("name")} error={failure}>
        <Input
          value={name}
          maxLength={100}
          placeholder={t("placeholder")}
          autoComplete="organization"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Button type="submit" className="self-start" disabled={pending}>
        {t("submit")}
      </Button>
    </form>
  );
}

function useFoundingText(): (error: unknown) => string {
  const t = useTranslations("onboarding.business.refused");
  const describe = useErrorText();
  return (error) => {
    if (errorCode(error) === "DUPLICATE") return t("duplicate");
    const reason = errorReason(error);
    const known = REASONS.find((name) => name === reason);
    return known === undefined ? describe(error) : t(known);
  };
}
