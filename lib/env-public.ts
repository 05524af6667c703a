/** What the browser may know; the server writes it into every page. */
export interface PublicEnv {
  sentryDsn: string | null;
  sentryEnvironment: string;
}

/** The `<meta>` that carries it, so one build runs with any environment. */
export const PUBLIC_ENV_META = "public-env";

/** Reads the meta's content back; a missing or foreign one turns reports off. */
export function parsePublicEnv(text: string | null | undefined): PublicEnv {
  const off: PublicEnv = { sentryDsn: null, sentryEnvironment: "unknown" };
  if (text === null || text === undefined) return off;
  try {
    const parsed = JSON.parse(text) as Partial<PublicEnv> | null;
    return {
      sentryDsn:
        typeof parsed?.sentryDsn === "string" ? parsed.sentryDsn : null,
      sentryEnvironment:
        typeof parsed?.sentryEnvironment === "string"
          ? parsed.sentryEnvironment
          : off.sentryEnvironment,
    };
  } catch {
    return off;
  }
}
