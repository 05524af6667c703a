import "server-only";
import { decodePage } from "../http/charset";
import { serverEnv } from "./env";
import { type FetchFault, guardedFetch } from "./guarded-fetch";
import { type PageText, textOfHtml, textOfPlain } from "./page-text";

const HTML = ["text/html", "application/xhtml+xml"];
const PLAIN = "text/plain";

const LIMITS = {
  contentTypes: [...HTML, PLAIN],
  maxBytes: 2 * 1024 * 1024,
  headTimeoutMs: 6_000,
  timeoutMs: 12_000,
};

/** `empty`: there is a page, and no words in it. */
export type PageFault = FetchFault | "empty";

export type WebPage =
  ({ kind: "page" } & PageText) | { kind: "failed"; fault: PageFault };

/** The words of a web page that a person named; nothing is kept. */
export async function readWebPage(
  address: string,
  signal: AbortSignal,
): Promise<WebPage> {
  const answer = await guardedFetch(address, {
    ...LIMITS,
    privateHosts: serverEnv().GUARDED_FETCH_PRIVATE_HOSTS,
    signal,
  });
  if (answer.kind === "failed") return answer;
  const { contentType, bytes } = answer;
  const text = decodePage(bytes, contentType);
  const isPlain = contentType.trim().toLowerCase().startsWith(PLAIN);
  const page = isPlain ? textOfPlain(text) : textOfHtml(text);
  if (page.text === "") return { kind: "failed", fault: "empty" };
  return { kind: "page", ...page };
}
