import type { ConsentStatus } from "../consent/policy";
import { parseStage, type Stage } from "./fields";

export const CONSENTS = [
  "unknown",
  "opted_in",
  "opted_out",
] as const satisfies readonly ConsentStatus[];

/** What a list of contacts is narrowed to. */
export type ContactFilter = {
  search?: string;
  stage?: Stage;
  consent?: ConsentStatus;
  tag?: string;
};

/** The filter in an address; what it does not know is left out. */
export function readFilter(params: URLSearchParams): ContactFilter {
  const filter: ContactFilter = {};
  const search = params.get("q")?.trim().slice(0, 100) ?? "";
  if (search !== "") filter.search = search;
  const stage = parseStage(params.get("stage") ?? "");
  if (stage !== null) filter.stage = stage;
  const consent = CONSENTS.find((known) => known === params.get("consent"));
  if (consent !== undefined) filter.consent = consent;
  const tag = params.get("tag")?.slice(0, 40) ?? "";
  if (tag !== "") filter.tag = tag;
  return filter;
}

/** The address part of a filter, with its question mark; "" for none. */
export function writeFilter({
  search,
  stage,
  consent,
  tag,
}: ContactFilter): string {
  const params = new URLSearchParams();
  if (search !== undefined && search !== "") params.set("q", search);
  if (stage !== undefined) params.set("stage", stage);
  if (consent !== undefined) params.set("consent", consent);
  if (tag !== undefined) params.set("tag", tag);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
