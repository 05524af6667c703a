export const FILTERS = [
  "open",
  "waiting",
  "mine",
  "unread",
  "unassigned",
  "snoozed",
  "closed",
  "all",
] as const;

export type Filter = (typeof FILTERS)[number];

/** Those that have no room beside the others. */
export const FILTERS_IN_MENU: readonly Filter[] = FILTERS.slice(4);

/** Whether the side panel is as wide screens show it, or asked for, or closed. */
export type PanelState = "auto" | "open" | "closed";

/** Everything the inbox shows is in its address, so it can be shared and reloaded. */
export interface InboxAddress {
  conversationId: string | null;
  filter: Filter;
  /** Shown instead of the filter. */
  labelId: string | null;
  /** Only the conversations of this WhatsApp number. */
  numberId: string | null;
  search: string;
  panel: PanelState;
  /** The message whose "why this answer" is open. */
  whyMessageId: string | null;
  /** A message found by search: the thread is shown as of then. */
  found: { messageId: string; sentAt: number } | null;
}

const ROOT = "/inbox";
const MAX_SEARCH_CHARS = 100;

export function parseAddress(
  pathname: string,
  params: URLSearchParams,
): InboxAddress {
  const filter = params.get("filter");
  const panel = params.get("panel");
  return {
    conversationId: conversationIn(pathname),
    filter: FILTERS.find((known) => known === filter) ?? "open",
    labelId: params.get("label"),
    numberId: params.get("number"),
    search: (params.get("q") ?? "").slice(0, MAX_SEARCH_CHARS),
    panel: panel === "open" || panel === "closed" ? panel : "auto",
    whyMessageId: params.get("why"),
    found: foundIn(params),
  };
}

export function hrefOf(address: InboxAddress): string {
  const params = new URLSearchParams();
  if (address.filter !== "open") params.set("filter", address.filter);
  if (address.labelId !== null) params.set("label", address.labelId);
  if (address.numberId !== null) params.set("number", address.numberId);
  if (address.search !== "") params.set("q", address.search);
  if (address.panel !== "auto") params.set("panel", address.panel);
  if (address.whyMessageId !== null) params.set("why", address.whyMessageId);
  if (address.found !== null) {
    params.set("message", address.found.messageId);
    params.set("at", String(address.found.sentAt));
  }
  const path =
    address.conversationId === null
      ? ROOT
      : `${ROOT}/${encodeURIComponent(address.conversationId)}`;
  const query = params.toString();
  return query === "" ? path : `${path}?${query}`;
}

function foundIn(params: URLSearchParams): InboxAddress["found"] {
  const messageId = params.get("message");
  const sentAt = Number(params.get("at"));
  return messageId === null || !Number.isSafeInteger(sentAt) || sentAt <= 0
    ? null
    : { messageId, sentAt };
}

function conversationIn(pathname: string): string | null {
  const segment = pathname.split("/")[2];
  if (segment === undefined || segment === "") return null;
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
