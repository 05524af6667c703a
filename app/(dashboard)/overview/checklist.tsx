"use client";

import { Circle, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { routes } from "@/lib/routes";
import { cn } from "@/lib/ui/cn";
import type { Progress } from "./types";

const STEPS = ["number", "profile", "knowledge", "tried"] as const;
type Step = (typeof STEPS)[number];

const PLACES: Record<Step, string> = {
  number: routes.instances,
  profile: routes.assistant,
  knowledge: routes.assistant,
  tried: routes.welcome,
};

function isDone(step: Step, progress: Progress): boolean {
  switch (step) {
    case "number":
      return progress.isLinked;
    case "profile":
      return progress.hasProfile;
    case "knowledge":
      return progress.knowledge > 0;
    case "tried":
      return progress.hasTried;
  }
}

/** The next steps of a new business; gone once all are done. */
export function Checklist({ progress }: { progress: Progress }) {
  const t = useTranslations("overview.checklist");
  const open = STEPS.filter((step) => !isDone(step, progress));
  if (open.length === 0 || progress.onboardedAt !== null) return null;
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>{t("title")}</CardTitle>
          <p className="text-[0.8125rem] text-muted">{t("body")}</p>
        </div>
        <Button asChild>
          <Link href={routes.welcome}>{t("continue")}</Link>
        </Button>
      </CardHeader>
      <CardBody>
        <ol className="grid gap-x-4 gap-y-1 sm:grid-cols-2 lg:grid-cols-4">
          {STEPS.map((step) => (
            <li key={step}>
              <ChecklistStep step={step} done={isDone(step, progress)} />
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}

function ChecklistStep({ step, done }: { step: Step; done: boolean }) {
  const t = useTranslations("overview.checklist");
  const Icon = done ? CircleCheck : Circle;
  return (
    <Link
      href={PLACES[step]}
      className="flex min-h-8 items-center gap-2 rounded-control text-sm hover:underline"
    >
      <Icon
        aria-hidden="true"
        className={cn("size-4 shrink-0", done ? "text-good" : "text-muted")}
      />
      <span className={cn(done && "text-muted")}>{t(step)}</span>
      <span className="sr-only">{done ? t("done") : t("open")}</span>
    </Link>
  );
}
