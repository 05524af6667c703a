import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { serverEnv } from "@/lib/server/env";
import { serviceReport } from "@/lib/server/service-report";
import { Conversation } from "./conversation";
import { FirstSteps } from "./first-steps";
import { Hero } from "./hero";
import { LiveRefresh } from "./live-refresh";
import { Promises } from "./promises";
import { ServiceStates, ServiceStatesLoading } from "./service-states";

export default async function LandingPage() {
  const t = await getTranslations("marketing.services");
  const phoneUrl = serverEnv().PHONE_URL ?? null;
  return (
    <main className="flex flex-col gap-16 py-8 sm:gap-24 sm:py-14">
      <div className="grid items-center gap-10 lg:grid-cols-[1.05fr_0.95fr] lg:gap-16">
        <Hero phoneUrl={phoneUrl} />
        <Conversation />
      </div>
      <section id="services" aria-labelledby="services-title">
        <h2
          id="services-title"
          className="text-2xl font-semibold tracking-tight"
        >
          {t("title")}
        </h2>
        <p className="mt-2 max-w-prose text-muted">{t("text")}</p>
        <Suspense fallback={<ServiceStatesLoading />}>
          <CurrentStates />
        </Suspense>
        <LiveRefresh everyMs={10_000} />
      </section>
      <Promises />
      <FirstSteps phoneUrl={phoneUrl} />
    </main>
  );
}

async function CurrentStates() {
  return <ServiceStates report={await serviceReport()} />;
}
