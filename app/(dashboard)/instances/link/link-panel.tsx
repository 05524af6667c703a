"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { numberState } from "@/lib/instances/state";
import { LinkProgress } from "./link-progress";
import { PairingCode } from "./pairing-code";
import { QrCode } from "./qr-code";
import type { LinkedNumber } from "../types";
import { type Pairing, usePairing } from "./use-pairing";

interface LinkPanelProps {
  number: LinkedNumber;
  /** The simulated phone; null with a real gateway. */
  phoneUrl: string | null;
}

/** Everything needed to link a phone to one number. */
export function LinkPanel({ number, phoneUrl }: LinkPanelProps) {
  const t = useTranslations("instances.link");
  const [way, setWay] = useState("qr");
  const { pairing, freshAt, refresh } = usePairing(number);
  if (numberState(number) !== "waiting")
    return <LinkProgress number={number} />;
  return (
    <div className="flex flex-col gap-4">
      <Tabs value={way} onValueChange={setWay}>
        <TabsList aria-label={t("open")}>
          <TabsTrigger value="qr">{t("byQr")}</TabsTrigger>
          <TabsTrigger value="code">{t("byCode")}</TabsTrigger>
        </TabsList>
        <TabsContent value="qr">
          <QrCode
            label={number.label}
            pairing={pairing}
            freshAt={freshAt}
            onRefresh={refresh}
          />
        </TabsContent>
        <TabsContent value="code">
          <PairingCode number={number} pairing={pairing} />
        </TabsContent>
      </Tabs>
      <SimulatedPhone phoneUrl={phoneUrl} pairing={pairing} />
      <p className="text-[0.8125rem] text-muted">{t("privacy")}</p>
    </div>
  );
}

interface SimulatedPhoneProps {
  phoneUrl: string | null;
  pairing: Pairing;
}

function SimulatedPhone({ phoneUrl, pairing }: SimulatedPhoneProps) {
  const t = useTranslations("instances.link");
  const common = useTranslations("common");
  if (phoneUrl === null || pairing === null) return null;
  const href = `${phoneUrl}?session=${encodeURIComponent(pairing.sessionName)}`;
  return (
    <Button asChild variant="secondary" className="self-start">
      <a href={href} target="_blank" rel="noopener noreferrer">
        <ExternalLink aria-hidden="true" />
        {t("simulated")}
        <span className="sr-only">({common("opensInNewTab")})</span>
      </a>
    </Button>
  );
}
