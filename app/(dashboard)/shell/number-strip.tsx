"use client";

import { useQuery } from "convex/react";
import { type FunctionReturnType } from "convex/server";
import { useNow, useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { cn } from "@/lib/ui/cn";
import {
  type NumberState,
  numberState,
  STATE_TONES,
  worstOf,
} from "./number-state";

const SHOWN = 3;
const CHIP =
  "inline-flex h-7 max-w-48 items-center gap-2 rounded-control px-2 text-[0.8125rem] whitespace-nowrap hover:bg-sunken";

type Numbers = FunctionReturnType<typeof api.instances.numbers.list>;

/** The state of each WhatsApp number, live. */
export function NumberStrip() {
  const t = useTranslations("shell.numbers");
  const numbers = useQuery(api.instances.numbers.list, {});
  if (numbers === undefined) return <Skeleton className="h-5 w-28" />;
  if (numbers.length === 0) {
    return (
      <Link href={routes.instances} className={cn(CHIP, "text-accent")}>
        {t("none")}
      </Link>
    );
  }
  return (
    <>
      <Summary numbers={numbers} />
      <Chips numbers={numbers} />
    </>
  );
}

function Chips({ numbers }: { numbers: Numbers }) {
  const t = useTranslations("shell.numbers");
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const rest = numbers.length - SHOWN;
  return (
    <ul aria-label={t("label")} className="hidden min-w-0 items-center lg:flex">
      {numbers.slice(0, SHOWN).map((number) => {
        const state = numberState(number, now);
        return (
          <li key={number.id} className="min-w-0">
            <Link href={routes.instances} className={CHIP}>
              <Dot state={state} />
              <span className="truncate">{number.label}</span>
              <span
                className={cn("text-muted", state === "connected" && "sr-only")}
              >
                {t(state)}
              </span>
            </Link>
          </li>
        );
      })}
      {rest > 0 && (
        <li>
          <Link href={routes.instances} className={cn(CHIP, "text-muted")}>
            {t("more", { count: rest })}
          </Link>
        </li>
      )}
    </ul>
  );
}

function Summary({ numbers }: { numbers: Numbers }) {
  const t = useTranslations("shell.numbers");
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const states = numbers.map((number) => numberState(number, now));
  const worst = worstOf(states);
  const total = numbers.length;
  return (
    <Link href={routes.instances} className={cn(CHIP, "min-w-0 lg:hidden")}>
      <Dot state={worst} />
      <span className="truncate">
        {total === 1
          ? t(worst)
          : t("summary", {
              connected: states.filter((state) => state === "connected").length,
              total,
            })}
      </span>
    </Link>
  );
}

function Dot({ state }: { state: NumberState }) {
  return (
    <span
      aria-hidden="true"
      className={cn("size-2 shrink-0 rounded-full", STATE_TONES[state])}
    />
  );
}
