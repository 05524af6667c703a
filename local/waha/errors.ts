import { HttpError } from "../shared/http";
import { VERSION } from "./version";

export function unauthorized(): HttpError {
  return new HttpError(401, { message: "Unauthorized", statusCode: 401 });
}

export function badRequest(messages: string[]): HttpError {
  return new HttpError(400, {
    message: messages,
    error: "Bad Request",
    statusCode: 400,
  });
}

export function notFound(message: string): HttpError {
  return new HttpError(404, { message, error: "Not Found", statusCode: 404 });
}

export function unprocessable(message: string): HttpError {
  return new HttpError(422, {
    message,
    error: "Unprocessable Entity",
    statusCode: 422,
  });
}

export function wrongStatus(
  session: string,
  status: string,
  expected: readonly string[],
): HttpError {
  return new HttpError(422, {
    error:
      "Session status is not as expected. Try again later or restart the session",
    session,
    status,
    expected,
  });
}

/** WAHA's 500: it repeats the request body and carries a stack. */
export function serverError(options: {
  now: number;
  message: string;
  path: string;
  method: string;
  body: unknown;
}): HttpError {
  return new HttpError(500, {
    statusCode: 500,
    timestamp: new Date(options.now).toISOString(),
    exception: {
      message: options.message,
      name: "Error",
      stack: `Error: ${options.message}\n    at WhatsappSession (stand-in)`,
    },
    request: {
      path: options.path,
      method: options.method,
      body: options.body,
      query: {},
    },
    version: VERSION,
  });
}
