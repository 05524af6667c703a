// Endings that make WhatsApp turn a bare word into a link, and that ordinary
// sentences with a missing space after the full stop hardly ever produce.
const BARE_ENDINGS: ReadonlySet<string> = new Set(
  (
    "com net org info biz io app dev shop store online site website xyz top club " +
    "link live me gl ly gg tv cc ai page click icu vip work cloud tech support " +
    "br de uk fr es it nl pl tr in za ru pt mx ar cn us eu ng ke ua ch at be se " +
    "dk fi gr ro cz hu jp kr au nz sg hk my ph th vn id ae sa eg ma cl pe ve"
  ).split(" "),
);

const WITH_SCHEME = /[a-z][a-z\d+.-]{1,30}:\/\/[^\s]+/gi;
const DOMAIN_LIKE = /[\p{L}\p{N}][\p{L}\p{N}.-]*/gu;

/**
 * The links in a text that do not lead to one of the allowed hosts or their
 * subdomains: with any scheme, or bare as WhatsApp makes them clickable.
 * E-mail addresses are no links.
 */
export function forbiddenLinks(
  text: string,
  allowedHosts: readonly string[],
): string[] {
  const allowed = allowedHosts
    .map((host) => hostOf(`https://${host.replace(/^https?:\/\//i, "")}`))
    .filter((host) => host !== null);
  const plain = text
    .replace(/[\u200B-\u200F\u2060-\u206F\u00AD\uFEFF]/g, "")
    .replace(/[\uFF0E\u3002\uFF61]/g, ".");
  const forbidden: string[] = [];
  const rest = plain.replace(WITH_SCHEME, (link) => {
    if (!isAllowed(link, allowed)) forbidden.push(link);
    return " ";
  });
  const withoutEmails = rest.replace(/[^\s@]+@[^\s@]+/g, " ");
  for (const match of withoutEmails.matchAll(DOMAIN_LIKE)) {
    const domain = match[0].replace(/[.-]+$/, "");
    const end = match.index + domain.length;
    const path = /^[/?#:][^\s]+/.exec(withoutEmails.slice(end))?.[0] ?? "";
    const link = `${domain}${path}`;
    if (
      isLinkLike(domain, path !== "") &&
      !isAllowed(`https://${link}`, allowed)
    ) {
      forbidden.push(link);
    }
  }
  return forbidden;
}

function isLinkLike(domain: string, hasPath: boolean): boolean {
  const labels = domain.toLowerCase().split(".");
  const ending = labels.at(-1) ?? "";
  if (labels.length < 2 || !/\p{L}/u.test(ending)) return false;
  if (labels[0] === "www" || ending.startsWith("xn--")) return true;
  return BARE_ENDINGS.has(ending) || (hasPath && /^\p{L}{2,}$/u.test(ending));
}

function isAllowed(link: string, allowed: readonly string[]): boolean {
  const host = hostOf(link.replace(/[)\]}>.,;:!?'"*_~\u201D\u2019]+$/, ""));
  if (host === null) return false;
  return allowed.some((base) => host === base || host.endsWith(`.${base}`));
}

// Web links only, and none that hides its host behind a user name.
function hostOf(link: string): string | null {
  try {
    const url = new URL(link);
    const isWeb = url.protocol === "https:" || url.protocol === "http:";
    const isPlain = url.username === "" && url.password === "";
    return isWeb && isPlain
      ? url.hostname.toLowerCase().replace(/^www\./, "")
      : null;
  } catch {
    return null;
  }
}
