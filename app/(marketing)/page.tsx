import { Suspense } from "react";
import { Wordmark } from "@/components/ui/wordmark";
import { serverEnv } from "@/lib/server/env";
import { serviceReport } from "@/lib/server/service-report";
import { Conversation } from "./conversation";
import { FirstSteps } from "./first-steps";
import { Hero } from "./hero";
import { LiveRefresh } from "./live-refresh";
import { Promises } from "./promises";
import { ServiceStates, ServiceStatesLoading } from "./service-states";

export default function LandingPage() {
  const phoneUrl = serverEnv().PHONE_URL ?? null;
  return (
    <div className="mx-auto flex max-w-6xl flex-col px-4 sm:px-6">
      <header className="flex items-center justify-between gap-4 py-5">
        <Wordmark />
        <nav aria-label="Page" className="flex gap-1 text-sm">
          <a className="rounded-md px-2 py-2 hover:underline" href="#services">
            Services
          </a>
          <a
            className="rounded-md px-2 py-2 hover:underline"
            href="#first-steps"
          >
            First steps
          </a>
        </nav>
      </header>
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
            The services, right now
          </h2>
          <p className="mt-2 max-w-prose text-muted">
            Asked by this server a moment ago, with its own keys.
          </p>
          <Suspense fallback={<ServiceStatesLoading />}>
            <CurrentStates />
          </Suspense>
          <LiveRefresh everyMs={10_000} />
        </section>
        <Promises />
        <FirstSteps phoneUrl={phoneUrl} />
      </main>
      <footer className="flex flex-wrap justify-between gap-x-6 gap-y-2 border-t border-line py-6 text-sm text-muted">
        <p>My Aibud is open source under Apache-2.0.</p>
        <p>
          <a className="underline underline-offset-4" href="/api/health">
            Health of this server
          </a>
        </p>
      </footer>
    </div>
  );
}

async function CurrentStates() {
  return <ServiceStates report={await serviceReport()} />;
}
