"use client";

import { useMutation } from "convex/react";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { accountNumber, numberState } from "@/lib/instances/state";
import type { LinkedNumber } from "../types";
import { useGatewayText } from "../use-gateway-text";

/** What a number does while there is no code to scan. */
export function LinkProgress({ number }: { number: LinkedNumber }) {
  const t = useTranslations("instances");
  const gatewayText = useGatewayText();
  const state = numberState(number);
  if (state === "linked") return <Linked number={number} />;
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="text-sm">
        {t(`explain.${state}`, {
          reason: gatewayText(number.job?.reason ?? null),
          status: number.status,
        })}
      </p>
      {state === "starting" && <Skeleton className="size-56" />}
      {state !== "starting" && state !== "other_account" && (
        <Reconnect number={number} />
      )}
    </div>
  );
}

function Linked({ number }: { number: LinkedNumber }) {
  const t = useTranslations("instances.link");
  return (
    <div
      role="status"
      className="flex items-start gap-3 rounded-panel bg-good-soft p-4"
    >
      <CircleCheck aria-hidden="true" className="size-5 shrink-0 text-good" />
      <div className="min-w-0">
        <p className="text-sm font-semibold text-good">{t("linked")}</p>
        <p className="mt-0.5 text-sm">
          {t("linkedBody", {
            label: number.label,
            phone: accountNumber(number.phone ?? ""),
          })}
        </p>
      </div>
    </div>
  );
}

function Reconnect({ number }: { number: LinkedNumber }) {
  const t = useTranslations("instances");
  const describe = useErrorText();
  const reconnect = useMutation(api.instances.sessions.reconnect);
  return (
    <Button
      className="self-start"
      onClick={() => {
        reconnect({ instanceId: number.id }).catch((error: unknown) =>
          toast.error(describe(error)),
        );
      }}
    >
      {t("actions.reconnect")}
    </Button>
  );
}
