const VALID_DAYS = 180;
const DAY_MS = 86_400_000;

export interface SecurityTxtInput {
  /** Where this installation is opened. */
  origin: string;
  /** The address for reports; without one the security page says where. */
  email: string | null;
  now: number;
}

/** The security.txt of RFC 9116. */
export function securityTxt({ origin, email, now }: SecurityTxtInput): string {
  const page = new URL("/security", origin).href;
  const startOfDay = Math.floor(now / DAY_MS) * DAY_MS;
  return [
    `Contact: ${email === null ? page : `mailto:${email}`}`,
    `Expires: ${new Date(startOfDay + VALID_DAYS * DAY_MS).toISOString()}`,
    "Preferred-Languages: en",
    `Canonical: ${new URL("/.well-known/security.txt", origin).href}`,
    `Policy: ${page}`,
    "",
  ].join("\n");
}
