"use client";

import { useMutation, useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { OwnKeyPanel } from "./own-key-panel";

/** The business's own key of the language model: set, tested, removed; never shown again. */
export function OwnKeyCard() {
  const t = useTranslations("settings.ownKey");
  const describe = useErrorText();
  const state = useQuery(api.assistant.ownKey.get);
  const set = useMutation(api.assistant.ownKey.set);
  const check = useMutation(api.assistant.ownKey.check);
  const remove = useMutation(api.assistant.ownKey.remove);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        <p className="text-sm leading-relaxed text-muted">{t("body")}</p>
        {state === undefined ? (
          <Skeleton className="h-20 w-full" />
        ) : (
          <OwnKeyPanel
            state={state}
            onSave={async (apiKey) => {
              await set({ apiKey });
              toast.success(t("saved"));
            }}
            onCheck={() => {
              check({}).catch((error: unknown) => toast.error(describe(error)));
            }}
            onRemove={async () => {
              await remove({});
              toast.success(t("removed"));
            }}
          />
        )}
      </CardBody>
    </Card>
  );
}
