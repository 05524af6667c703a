"use client";

import { useTranslations } from "next-intl";
import { type Action, ACTIONS, knownAction } from "@/lib/audit/actions";
import { parseActor } from "@/lib/audit/actor";
import type { TrailLine } from "./types";

/** What happened, in words; the code itself where there are none for it. */
export function useActionName(): (action: string) => string {
  const t = useTranslations("audit.actions");
  return (action) => {
    const known = knownAction(action);
    return known === null ? action : t(known);
  };
}

/** Who did it, in words. */
export function useActorName(): (
  line: Pick<TrailLine, "actor" | "actorName">,
) => string {
  const t = useTranslations("audit.actors");
  return ({ actor, actorName }) => {
    const kind = parseActor(actor)?.kind ?? "user";
    return actorName ?? (kind === "user" ? t("someone") : t(kind));
  };
}

type AreaName = Action extends `${infer Area}.${string}` ? Area : never;

/** The known actions by their areas, in words. */
export function useActionGroups(): {
  area: string;
  name: string;
  actions: { action: Action; name: string }[];
}[] {
  const t = useTranslations("audit");
  const groups = new Map<AreaName, Action[]>();
  for (const action of ACTIONS) {
    const area = action.slice(0, action.indexOf(".")) as AreaName;
    groups.set(area, [...(groups.get(area) ?? []), action]);
  }
  return [...groups].map(([area, actions]) => ({
    area,
    name: t(`areas.${area}`),
    actions: actions.map((action) => ({
      action,
      name: t(`actions.${action}`),
    })),
  }));
}
