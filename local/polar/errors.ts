import { HttpError } from "../shared/http";

/** Polar's error bodies: a name and a sentence, or FastAPI's list of wrong fields. */
export function polarError(
  status: number,
  error: string,
  detail: string,
): HttpError {
  return new HttpError(status, { error, detail });
}

export function invalidField(field: string, message: string): HttpError {
  return new HttpError(422, {
    error: "RequestValidationError",
    detail: [{ loc: ["body", field], msg: message, type: "value_error" }],
  });
}
