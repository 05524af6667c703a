"use client";

import { useMutation } from "convex/react";
import { Circle, CircleCheck, ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { isStepDone } from "@/lib/tenants/first-run";
import { StepCard } from "../step-card";
import { stepHref } from "../step-link";
import type { OnboardingProgress } from "../types";

const ITEMS = ["business", "number", "teach", "try"] as const;

interface LiveStepProps {
  progress: OnboardingProgress;
  phoneUrl: string | null;
}

export function LiveStep({ progress, phoneUrl }: LiveStepProps) {
  const t = useTranslations("onboarding.live");
  const common = useTranslations("common");
  const router = useRouter();
  const describe = useErrorText();
  const finish = useMutation(api.tenants.onboarding.finish);
  const goLive = () => {
    finish({})
      .then(() => router.push(routes.inbox))
      .catch((error: unknown) => toast.error(describe(error)));
  };
  return (
    <StepCard title={t("title")} body={t("body")}>
      <ul className="divide-y divide-line">
        {ITEMS.map((name) => (
          <Item key={name} name={name} progress={progress} />
        ))}
      </ul>
      {!progress.isLinked && (
        <p className="rounded-control bg-warn-soft px-3 py-2 text-sm text-warn">
          {t("notLinked")}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {phoneUrl !== null && progress.linkedSession !== null && (
          <Button asChild variant="secondary">
            <a
              href={`${phoneUrl}?session=${encodeURIComponent(progress.linkedSession)}`}
              target="_blank"
              rel="noopener noreferrer"
            >
              <ExternalLink aria-hidden="true" />
              {t("phone")}
              <span className="sr-only">({common("opensInNewTab")})</span>
            </a>
          </Button>
        )}
        <Button onClick={goLive}>{t("finish")}</Button>
      </div>
    </StepCard>
  );
}

interface ItemProps {
  name: (typeof ITEMS)[number];
  progress: OnboardingProgress;
}

function Item({ name, progress }: ItemProps) {
  const t = useTranslations("onboarding.live");
  const steps = useTranslations("onboarding.steps");
  const isDone = isStepDone(name, progress);
  const Mark = isDone ? CircleCheck : Circle;
  return (
    <li className="flex items-center justify-between gap-3 py-2.5 text-sm">
      <span className="flex items-center gap-2.5">
        <Mark
          aria-hidden="true"
          className={isDone ? "size-5 text-good" : "size-5 text-muted"}
        />
        {t(`items.${name}`)}
        <span className="sr-only">({isDone ? steps("done") : t("open")})</span>
      </span>
      {!isDone && (
        <Button asChild size="sm" variant="secondary">
          <Link href={stepHref(name)}>
            {t("doIt")}
            <span className="sr-only">: {t(`items.${name}`)}</span>
          </Link>
        </Button>
      )}
    </li>
  );
}
