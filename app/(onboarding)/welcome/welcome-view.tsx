"use client";

import { type Preloaded, usePreloadedQuery, useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { Wordmark } from "@/components/ui/wordmark";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { currentStep, type Step } from "@/lib/tenants/first-run";
import { stepHref } from "./step-link";
import { Stepper } from "./stepper";
import { BusinessStep } from "./steps/business-step";
import { LiveStep } from "./steps/live-step";
import { NumberStep } from "./steps/number-step";
import { TeachStep } from "./steps/teach-step";
import { TryStep } from "./steps/try-step";
import type { OnboardingProgress } from "./types";

interface WelcomeViewProps {
  session: Preloaded<typeof api.tenants.session.get>;
  /** The simulated phone; null with a real gateway. */
  phoneUrl: string | null;
}

export function WelcomeView(props: WelcomeViewProps) {
  const t = useTranslations("onboarding");
  const { active } = usePreloadedQuery(props.session);
  const wanted = useSearchParams().get("step");
  const progress = useQuery(
    api.tenants.onboarding.progress,
    active === null ? "skip" : {},
  );
  const isKnown = active === null || progress !== undefined;
  const step = currentStep(wanted, progress ?? null);
  // The step stays in the address, so that finishing it does not turn the page.
  const router = useRouter();
  const isUnnamed = wanted === null && progress !== undefined;
  useEffect(() => {
    if (isUnnamed) router.replace(stepHref(step));
  }, [isUnnamed, step, router]);
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-2xl flex-col gap-6 p-4 sm:p-8">
      <header className="flex items-center justify-between gap-4">
        <Wordmark />
        {active !== null && (
          <Button asChild variant="ghost" size="sm">
            <Link href={routes.overview}>{t("later")}</Link>
          </Button>
        )}
      </header>
      <main className="flex flex-col gap-6">
        {isKnown ? (
          <>
            <Stepper step={step} progress={progress ?? null} />
            <StepBody
              step={step}
              progress={progress ?? null}
              phoneUrl={props.phoneUrl}
            />
          </>
        ) : (
          <Skeleton className="h-80 w-full" />
        )}
      </main>
    </div>
  );
}

interface StepBodyProps {
  step: Step;
  progress: OnboardingProgress | null;
  phoneUrl: string | null;
}

function StepBody({ step, progress, phoneUrl }: StepBodyProps) {
  if (progress === null || step === "business") return <BusinessStep />;
  switch (step) {
    case "number":
      return <NumberStep phoneUrl={phoneUrl} />;
    case "teach":
      return <TeachStep knowledge={progress.knowledge} />;
    case "try":
      return <TryStep />;
    case "live":
      return <LiveStep progress={progress} phoneUrl={phoneUrl} />;
  }
}
