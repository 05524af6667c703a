/** One line of the doctor's report. */
export interface Line {
  name: string;
  /** Null: it cannot be known here. */
  ok: boolean | null;
  detail: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Place {
  root: string;
  env: Environment;
  /** Where the app answers. */
  app: string;
  fetch: typeof fetch;
}

export function line(name: string, ok: boolean, detail = ""): Line {
  return { name, ok, detail };
}

/** A line about something that answers over HTTP; no answer is a failure of its own. */
export async function asking(
  name: string,
  ask: () => Promise<Line>,
): Promise<Line> {
  try {
    return await ask();
  } catch {
    return line(name, false, "no answer");
  }
}

/** Sends a request as nobody in particular; redirects are not followed. */
export function request(
  { fetch: send }: Place,
  url: string,
  init: RequestInit = {},
): Promise<Response> {
  return send(url, {
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
    ...init,
  });
}

/** The address of a path on a service; throws where the variable is missing. */
export function addressOn(
  { env }: Place,
  variable: string,
  path: string,
): string {
  const base = env[variable];
  if (base === undefined || base === "") throw new Error(`${variable} missing`);
  return `${base.replace(/\/+$/, "")}/${path}`;
}
