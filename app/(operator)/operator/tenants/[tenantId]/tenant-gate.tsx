"use client";

import { type Preloaded, useMutation, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { TenantView } from "./tenant-view";

interface TenantGateProps {
  tenantId: Id<"tenants">;
  access: Preloaded<typeof api.operators.access.current>;
}

/** Asks why before it shows a business; closes by itself when the time is up. */
export function TenantGate({ tenantId, access }: TenantGateProps) {
  const { access: open, name } = usePreloadedQuery(access);
  return open === null ? (
    <ReasonForm tenantId={tenantId} name={name} />
  ) : (
    <TenantView tenantId={tenantId} access={open} />
  );
}

interface ReasonFormProps {
  tenantId: Id<"tenants">;
  name: string;
}

function ReasonForm({ tenantId, name }: ReasonFormProps) {
  const t = useTranslations("operator.access");
  const { reason, setReason, failure, busy, open } = useOpening(tenantId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void open();
  };
  return (
    <>
      <PageHeader title={name} description={t("text")} />
      <Card className="max-w-xl">
        <CardBody>
          <form
            noValidate
            onSubmit={submit}
            className="flex flex-col items-start gap-4"
          >
            <Field
              label={t("label")}
              hint={t("hint")}
              error={failure}
              className="w-full"
            >
              <Textarea
                value={reason}
                maxLength={300}
                onChange={(event) => setReason(event.target.value)}
              />
            </Field>
            <Button type="submit" disabled={busy}>
              {t("open")}
            </Button>
          </form>
        </CardBody>
      </Card>
    </>
  );
}

function useOpening(tenantId: Id<"tenants">) {
  const t = useTranslations("operator.reason");
  const errorText = useErrorText();
  const openAccess = useMutation(api.operators.access.open);
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const open = async () => {
    const isMissing = reason.trim().length < 3;
    setFailure(isMissing ? t("missing") : null);
    if (isMissing) return;
    setBusy(true);
    try {
      await openAccess({ tenantId, reason });
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { reason, setReason, failure, busy, open };
}
