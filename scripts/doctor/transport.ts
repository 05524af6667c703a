import { requireSafeBaseUrl } from "../../lib/clients/base-url";
import { asking, line, type Line, type Place, request } from "./check";

const YEAR_S = 31_536_000;
const MOVED = new Set([301, 302, 307, 308]);

/** Whether the app is reached over TLS only; on this machine there is none. */
export function transportLine(place: Place): Promise<Line> {
  const title = "the app is reached over https alone, and browsers remember it";
  return asking(title, async () => {
    const app = new URL(place.app);
    if (app.protocol !== "https:") {
      requireSafeBaseUrl(place.app, { allowPrivateHttp: false });
      return { name: title, ok: null, detail: "this machine" };
    }
    const { headers } = await request(place, place.app);
    const policy = headers.get("strict-transport-security") ?? "";
    const maxAge = Number(/max-age=(\d+)/.exec(policy)?.[1] ?? "0");
    if (maxAge < YEAR_S) return line(title, false, "no HSTS of a year");
    return line(title, await leadsToTls(place, app), "plain http answers");
  });
}

/** Plain http is not answered, or leads to https of the same host. */
async function leadsToTls(place: Place, app: URL): Promise<boolean> {
  const open = new URL(app);
  open.protocol = "http:";
  open.port = "";
  let answer: Response;
  try {
    answer = await request(place, open.href);
  } catch {
    return true;
  }
  const to = answer.headers.get("location") ?? "";
  const target = URL.canParse(to, open) ? new URL(to, open) : open;
  return (
    MOVED.has(answer.status) &&
    target.protocol === "https:" &&
    target.hostname === app.hostname
  );
}
