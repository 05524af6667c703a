const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The base address of a service without a trailing slash. Throws a plain Error
 * on anything but http and https, on credentials in the address, and on plain
 * http to another machine unless `allowPrivateHttp`: our key would travel open.
 */
export function requireSafeBaseUrl(
  text: string,
  options: { allowPrivateHttp: boolean },
): string {
  const url = parseUrl(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new Error("The base URL must be an http or https address.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new Error("The base URL must not contain credentials.");
  }
  if (url.search !== "" || url.hash !== "") {
    throw new Error("The base URL must not contain a query or a fragment.");
  }
  const isOpen = url.protocol === "http:" && !LOOPBACK.test(url.hostname);
  if (isOpen && !options.allowPrivateHttp) {
    throw new Error("Plain http is allowed only to this machine; use https.");
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
