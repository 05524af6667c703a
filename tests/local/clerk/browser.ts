/** What a browser is to the stand-in: cookies, and forms as clerk-js posts them. */
export interface FakeBrowser {
  readonly cookies: Map<string, string>;
  call(
    method: string,
    path: string,
    fields?: Record<string, string>,
  ): Promise<{ status: number; body: Answer; headers: Headers }>;
}

export interface Resource {
  id: string;
  status: string;
  created_session_id: string | null;
  [field: string]: unknown;
}

export interface Answer {
  response: Resource;
  client: { sessions: Resource[]; last_active_session_id: string } | null;
  errors?: { code: string; meta: { param_name?: string } }[];
  jwt?: string;
  [field: string]: unknown;
}

export const ORIGIN = "http://127.0.0.1:3000";

export function fakeBrowser(url: string): FakeBrowser {
  const cookies = new Map<string, string>();
  const remember = (headers: Headers): void => {
    for (const line of headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const mark = pair.indexOf("=");
      cookies.set(pair.slice(0, mark), pair.slice(mark + 1));
    }
  };
  return {
    cookies,
    async call(method, path, fields = {}) {
      const isRead = method === "GET";
      const mark = path.includes("?") ? "&" : "?";
      const tunnelled = isRead || method === "POST";
      const target = tunnelled ? path : `${path}${mark}_method=${method}`;
      const response = await fetch(url + target, {
        method: isRead ? "GET" : "POST",
        redirect: "manual",
        headers: {
          origin: ORIGIN,
          cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join("; "),
        },
        ...(isRead ? {} : { body: new URLSearchParams(fields) }),
      });
      remember(response.headers);
      const text = await response.text();
      return {
        status: response.status,
        body: (text === "" ? {} : JSON.parse(text)) as Answer,
        headers: response.headers,
      };
    },
  };
}
