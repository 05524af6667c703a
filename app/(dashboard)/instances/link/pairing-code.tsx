"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/convex/_generated/api";
import { errorCode } from "@/lib/error-code";
import type { LinkedNumber } from "../types";
import { useGatewayText } from "../use-gateway-text";
import { Countdown } from "./countdown";
import { useSecond } from "./use-second";
import type { Pairing } from "./use-pairing";

interface PairingCodeProps {
  number: LinkedNumber;
  pairing: Pairing;
}

export function PairingCode({ number, pairing }: PairingCodeProps) {
  const t = useTranslations("instances.link");
  const gatewayText = useGatewayText();
  const job = number.job?.kind === "code" ? number.job : null;
  const isAsking = job?.status === "running";
  const code = pairing?.code ?? null;
  return (
    <div className="flex flex-col gap-4 pt-2">
      <PhoneForm number={number} isAsking={isAsking} />
      <div role="status" className="text-sm empty:hidden">
        {job?.status === "failed" &&
          t("codeFailed", { reason: gatewayText(job.reason) })}
        {!isAsking && code !== null && (
          <ShownCode code={code.value} expiresAt={code.expiresAt} />
        )}
      </div>
    </div>
  );
}

function ShownCode({ code, expiresAt }: { code: string; expiresAt: number }) {
  const t = useTranslations("instances.link");
  if (expiresAt <= useSecond()) return t("codeExpired");
  return (
    <div className="flex flex-col gap-2 rounded-panel bg-sunken p-4">
      <p className="text-[0.8125rem] text-muted">{t("code")}</p>
      <p className="font-mono text-2xl tracking-[0.2em] break-all">{code}</p>
      <p>{t("codeHint")}</p>
      <p className="text-[0.8125rem] text-muted tabular-nums">
        <Countdown until={expiresAt}>
          {(seconds) => t("codeValid", { seconds })}
        </Countdown>
      </p>
    </div>
  );
}

interface PhoneFormProps {
  number: LinkedNumber;
  isAsking: boolean;
}

function PhoneForm({ number, isAsking }: PhoneFormProps) {
  const t = useTranslations("instances.link");
  const describe = useErrorText();
  const requestCode = useMutation(api.instances.sessions.requestCode);
  const [phone, setPhone] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    try {
      await requestCode({ instanceId: number.id, phone });
    } catch (error) {
      const isWrong = errorCode(error) === "VALIDATION_FAILED";
      setFailure(isWrong ? t("phoneInvalid") : describe(error));
    }
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => void submit(event)}
    >
      <Field label={t("phone")} hint={t("phoneHint")} error={failure}>
        <Input
          type="tel"
          value={phone}
          maxLength={32}
          autoComplete="tel"
          onChange={(event) => setPhone(event.target.value)}
        />
      </Field>
      <Button type="submit" className="self-start" disabled={isAsking}>
        {isAsking ? t("gettingCode") : t("getCode")}
      </Button>
    </form>
  );
}
