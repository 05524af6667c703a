/** What Clerk's own scripts need from a page's policy. */
export interface ClerkHosts {
  connectTo: string[];
  picturesFrom: string[];
  framesFrom: string[];
}

const PICTURES = "https://img.clerk.com";
const CAPTCHA = "https://challenges.cloudflare.com";

/** The host of Clerk's Frontend API that a publishable key names; null when it names none. */
export function frontendApiHost(publishableKey: string): string | null {
  const encoded = publishableKey.replace(/^pk_(live|test)_/, "");
  try {
    const host = atob(encoded).replace(/\$$/, "");
    return new URL(`https://${host}`).host === host ? host : null;
  } catch {
    return null;
  }
}

/** With a proxy in front everything but pictures comes from this server. */
export function clerkHosts(input: {
  publishableKey: string;
  isProxied: boolean;
}): ClerkHosts {
  const host = frontendApiHost(input.publishableKey);
  return {
    connectTo: input.isProxied || host === null ? [] : [`https://${host}`],
    picturesFrom: [PICTURES],
    framesFrom: input.isProxied ? [] : [CAPTCHA],
  };
}
