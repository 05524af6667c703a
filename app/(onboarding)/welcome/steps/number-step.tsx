"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { AddForm } from "@/app/(dashboard)/instances/add-number";
import { LinkPanel } from "@/app/(dashboard)/instances/link/link-panel";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { StepCard } from "../step-card";
import { stepHref } from "../step-link";

export function NumberStep({ phoneUrl }: { phoneUrl: string | null }) {
  const t = useTranslations("onboarding.number");
  const onboarding = useTranslations("onboarding");
  const numbers = useQuery(api.instances.numbers.list, {});
  const number =
    numbers?.find(({ status }) => status === "WORKING") ?? numbers?.[0];
  const isLinked = number?.status === "WORKING";
  return (
    <StepCard title={t("title")} body={t("body")}>
      {numbers === undefined && <Skeleton className="h-64 w-full" />}
      {numbers !== undefined && number === undefined && (
        <div className="flex flex-col gap-4">
          <AddForm onCreated={() => undefined} />
        </div>
      )}
      {number !== undefined && (
        <LinkPanel number={number} phoneUrl={phoneUrl} />
      )}
      <Button
        asChild
        variant={isLinked ? "primary" : "ghost"}
        className="self-end"
      >
        <Link href={stepHref("teach")}>
          {isLinked ? onboarding("continue") : onboarding("skip")}
        </Link>
      </Button>
    </StepCard>
  );
}
