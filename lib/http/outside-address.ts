const MAX_CHARS = 2_048;
const LABEL = /^[a-z0-9]$|^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;
/** Endings that no public name has. */
const LOCAL: ReadonlySet<string> = new Set([
  "arpa",
  "corp",
  "home",
  "internal",
  "intranet",
  "lan",
  "local",
  "localhost",
  "onion",
]);

/** An address that this server may call. */
export interface OutsideAddress {
  url: URL;
  /** Named by whoever runs this installation; not held to the rules for outside. */
  isPrivate: boolean;
}

/**
 * What a person typed, as an address that may be called: https, a name of the
 * public internet, the default port, no credentials. Null for everything else;
 * the URL standard turns each notation of a number into the same IP address,
 * and none of those passes. `privateHosts` are exceptions, as `host:port`.
 */
export function outsideAddress(
  text: string,
  privateHosts: readonly string[],
): OutsideAddress | null {
  const url = parse(text);
  if (url === null) return null;
  url.hash = "";
  if (isPrivate(url, privateHosts)) return { url, isPrivate: true };
  return isOutside(url) ? { url, isPrivate: false } : null;
}

/**
 * Where an answer sends on to, held to the same rules. From https it never
 * goes back to http, and no page from outside leads to a private host.
 */
export function nextAddress(
  from: OutsideAddress,
  location: string,
  privateHosts: readonly string[],
): OutsideAddress | null {
  if (!URL.canParse(location, from.url)) return null;
  const { href } = new URL(location, from.url);
  const to = outsideAddress(href, privateHosts);
  if (to === null || (to.isPrivate && !from.isPrivate)) return null;
  const isDowngrade =
    from.url.protocol === "https:" && to.url.protocol === "http:";
  return isDowngrade ? null : to;
}

function parse(text: string): URL | null {
  if (text.length > MAX_CHARS || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  const isNamed = url.username !== "" || url.password !== "";
  return isWeb && !isNamed ? url : null;
}

function isPrivate(url: URL, privateHosts: readonly string[]): boolean {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return privateHosts.includes(`${url.hostname}:${port}`);
}

function isOutside({ protocol, port, hostname }: URL): boolean {
  return protocol === "https:" && port === "" && isPublicName(hostname);
}

/** At least two labels, so that no bare name of a local network passes. */
function isPublicName(hostname: string): boolean {
  const labels = hostname.split(".");
  const ending = labels.at(-1) ?? "";
  return (
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    // A number is an IP address, however it is written.
    /^[a-z]/.test(ending) &&
    !LOCAL.has(ending)
  );
}
