"use client";

import { useMutation, useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { useSession } from "../session";
import { TryComposer } from "./try-composer";
import { TryInspector } from "./try-inspector";
import { TryThread } from "./try-thread";
import type { TestTurn } from "./types";

/** A chat with the assistant through the real pipeline, from which nothing is ever sent. */
export function TryTab({ question }: { question: string }) {
  const t = useTranslations("assistant.try");
  const turns = useQuery(api.assistant.testChat.list);
  const [chosen, setChosen] = useState<TestTurn["id"] | null>(null);
  if (turns === undefined) return <TrySkeleton />;
  const shown = turns.find(({ id }) => id === chosen) ?? turns.at(-1) ?? null;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Card className="flex flex-col">
        <CardHeader>
          <CardTitle>{t("title")}</CardTitle>
          {turns.length > 0 && <ClearButton />}
        </CardHeader>
        <TryThread
          turns={turns}
          chosen={shown?.id ?? null}
          onChoose={setChosen}
        />
        <TryComposer
          question={question}
          isWaiting={turns.at(-1)?.status === "pending"}
          onAsked={() => setChosen(null)}
        />
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>{t("inspector")}</CardTitle>
        </CardHeader>
        <CardBody>
          {shown === null ? (
            <p className="text-sm text-muted">{t("inspectorEmpty")}</p>
          ) : (
            <TryInspector turn={shown} />
          )}
        </CardBody>
      </Card>
    </div>
  );
}

function TrySkeleton() {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Skeleton className="h-[36rem] w-full rounded-panel" />
      <Skeleton className="h-40 w-full rounded-panel" />
    </div>
  );
}

function ClearButton() {
  const t = useTranslations("assistant.try");
  const describe = useErrorText();
  const { can } = useSession();
  const clear = useMutation(api.assistant.testChat.clear);
  return (
    <Button
      variant="ghost"
      size="sm"
      disabled={!can("reply")}
      onClick={() =>
        void clear({}).catch((error: unknown) => toast.error(describe(error)))
      }
    >
      {t("startOver")}
    </Button>
  );
}
