import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether the request carries this token as its bearer; takes as long for any other. */
export function carriesToken(request: Request, token: string): boolean {
  const header = request.headers.get("authorization") ?? "";
  const [, given] = /^Bearer ([^\s]+)$/i.exec(header) ?? [];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}
