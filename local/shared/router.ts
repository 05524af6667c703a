import { sendJson, type Exchange, type RequestHandler } from "./http";

interface Route {
  method: string;
  segments: readonly string[];
  handle: RequestHandler;
}

export interface Router {
  /** Adds a route; a segment that starts with ":" is a parameter. */
  on(method: string, pattern: string, handle: RequestHandler): void;
  /** Runs the matching route; false when there is none. */
  run(exchange: Exchange): Promise<boolean>;
}

function matchSegments(
  pattern: readonly string[],
  actual: readonly string[],
): Record<string, string> | null {
  if (pattern.length !== actual.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = actual[index] ?? "";
    if (part.startsWith(":")) {
      if (value === "") return null;
      params[part.slice(1)] = value;
    } else if (part !== value) {
      return null;
    }
  }
  return params;
}

function decodeSegments(path: string): string[] | null {
  try {
    return path.split("/").map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** A router over literal and ":name" segments; literal paths are matched first. */
export function createRouter(): Router {
  const literal = new Map<string, RequestHandler>();
  const patterned: Route[] = [];
  return {
    on(method, pattern, handle) {
      if (pattern.includes("/:")) {
        patterned.push({ method, segments: pattern.split("/"), handle });
      } else {
        literal.set(`${method} ${pattern}`, handle);
      }
    },
    async run(exchange) {
      const exact = literal.get(`${exchange.method} ${exchange.path}`);
      if (exact !== undefined) {
        await exact(exchange);
        return true;
      }
      const segments = decodeSegments(exchange.path);
      if (segments === null) return false;
      for (const route of patterned) {
        if (route.method !== exchange.method) continue;
        const params = matchSegments(route.segments, segments);
        if (params === null) continue;
        await route.handle({ ...exchange, params });
        return true;
      }
      return false;
    },
  };
}

/** The answer to everything a stand-in does not support: 501, with the path by name. */
export function refuseUnsupported(service: string, exchange: Exchange): void {
  sendJson(exchange.response, 501, {
    error: "Not Implemented",
    message: `The local ${service} stand-in does not support ${exchange.method} ${exchange.path}.`,
    method: exchange.method,
    path: exchange.path,
    statusCode: 501,
  });
}
