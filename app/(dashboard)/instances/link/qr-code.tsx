"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useGatewayText } from "../use-gateway-text";
import { Countdown } from "./countdown";
import type { Pairing } from "./use-pairing";

interface QrCodeProps {
  label: string;
  pairing: Pairing;
  /** When the next code is read. */
  freshAt: number | null;
  onRefresh: () => void;
}

export function QrCode({ label, pairing, freshAt, onRefresh }: QrCodeProps) {
  const t = useTranslations("instances.link");
  return (
    <div className="flex flex-col gap-5 pt-2 sm:flex-row sm:items-start">
      <div className="flex w-56 shrink-0 flex-col items-center gap-2 self-center sm:self-start">
        <Picture label={label} pairing={pairing} />
        <p className="h-5 text-[0.8125rem] text-muted tabular-nums">
          {freshAt !== null && (
            <Countdown until={freshAt}>
              {(seconds) => t("freshIn", { seconds })}
            </Countdown>
          )}
        </p>
        <Button size="sm" variant="ghost" onClick={onRefresh}>
          <RefreshCw aria-hidden="true" />
          {t("refresh")}
        </Button>
      </div>
      <ol className="flex list-decimal flex-col gap-2 ps-5 text-sm leading-relaxed">
        <li>{t("steps.open")}</li>
        <li>{t("steps.menu")}</li>
        <li>{t("steps.scan")}</li>
      </ol>
    </div>
  );
}

function Picture({ label, pairing }: Pick<QrCodeProps, "label" | "pairing">) {
  const t = useTranslations("instances.link");
  const gatewayText = useGatewayText();
  const qr = pairing?.qr ?? null;
  const failure = pairing?.failure ?? null;
  if (qr !== null) {
    return (
      // A data URL of a picture that lives for seconds has nothing to optimise.
      // eslint-disable-next-line @next/next/no-img-element
      <img
        src={qr}
        alt={t("qrAlt", { label })}
        width={224}
        height={224}
        className="size-56 rounded-control bg-white p-2 [image-rendering:pixelated]"
      />
    );
  }
  if (failure !== null) {
    return (
      <p role="status" className="grid size-56 place-items-center text-sm">
        {t("failure", { reason: gatewayText(failure) })}
      </p>
    );
  }
  return (
    <div role="status" className="relative">
      <Skeleton className="size-56" />
      <span className="sr-only">{t("preparing")}</span>
    </div>
  );
}
