import { HttpError } from "../shared/http";
import { MAX_PASSWORD, MIN_PASSWORD } from "./passwords";

/** A refusal in Clerk's shape; `param` is the field the UI marks. */
export function clerkError(
  status: number,
  code: string,
  message: string,
  param?: string,
): HttpError {
  const meta = param === undefined ? {} : { param_name: param };
  return new HttpError(status, {
    errors: [{ code, message, long_message: message, meta }],
  });
}

export function notFound(what: string): HttpError {
  return clerkError(404, "resource_not_found", `No ${what} was found.`);
}

/** Makes clerk-js sign out. */
export function signedOut(): HttpError {
  return clerkError(401, "authentication_invalid", "Invalid authentication");
}

/** Throws unless the text could be an e-mail address. */
export function requireEmail(text: string | null, param: string): string {
  const email = text?.trim().toLowerCase() ?? "";
  if (/^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,}$/.test(email)) return email;
  throw clerkError(
    422,
    "form_param_format_invalid",
    `${param} must be a valid email address.`,
    param,
  );
}

/** Throws unless the password has an allowed length. */
export function requirePassword(password: string, param: string): string {
  if (password.length < MIN_PASSWORD) {
    throw clerkError(
      422,
      "form_password_length_too_short",
      `Passwords must be ${MIN_PASSWORD} characters or more.`,
      param,
    );
  }
  if (password.length > MAX_PASSWORD) {
    throw clerkError(
      422,
      "form_password_length_too_long",
      `Passwords must be ${MAX_PASSWORD} characters or less.`,
      param,
    );
  }
  return password;
}
