"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/ui/cn";
import { isStepDone, type Step, STEPS } from "@/lib/tenants/first-run";
import { stepHref } from "./step-link";
import type { OnboardingProgress } from "./types";

interface StepperProps {
  step: Step;
  /** Null before there is a business. */
  progress: OnboardingProgress | null;
}

export function Stepper({ step, progress }: StepperProps) {
  const t = useTranslations("onboarding.steps");
  return (
    <nav aria-label={t("label")}>
      <ol className="flex gap-1.5">
        {STEPS.map((name, index) => {
          const isDone = progress !== null && isStepDone(name, progress);
          const isHere = name === step;
          const look = cn(
            "flex min-h-11 flex-col justify-end gap-1.5 border-t-2 border-line pt-2 text-xs text-muted sm:text-[0.8125rem]",
            isDone && "border-good",
            isHere && "border-accent font-medium text-ink",
          );
          const inside = (
            <span className="flex items-center gap-1">
              {isDone ? (
                <Check aria-hidden="true" className="size-3.5 text-good" />
              ) : (
                <span aria-hidden="true" className="tabular-nums">
                  {index + 1}
                </span>
              )}
              {t(name)}
              {isDone && <span className="sr-only">({t("done")})</span>}
            </span>
          );
          return (
            <li
              key={name}
              aria-current={isHere ? "step" : undefined}
              className="flex-1"
            >
              {progress === null || name === "business" ? (
                <span className={look}>{inside}</span>
              ) : (
                <Link href={stepHref(name)} className={look}>
                  {inside}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
