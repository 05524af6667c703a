import type { Role } from "./roles";

/** How long an invitation can be accepted, in ms. */
export const INVITATION_LIFETIME_MS = 7 * 24 * 3_600_000;

/** 256 bits in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

export type Invitation = {
  email: string;
  role: Role;
  status: "pending" | "accepted" | "revoked";
  expiresAt: number;
};

export type InvitationRefusal =
  "used" | "revoked" | "expired" | "no_verified_email" | "wrong_email";

export function isInvitationToken(text: string): boolean {
  return TOKEN.test(text);
}

/** An address as invitations keep it; null when it is none. */
export function normalizeEmail(text: string): string | null {
  const email = text.trim().toLowerCase();
  return email.length <= 254 && EMAIL.test(email) ? email : null;
}

/** `j…@example.com`: enough to recognise one's own address. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, 1)}…${email.slice(at)}`;
}

/**
 * Why a person may not accept an invitation at `now`, or null when they may.
 * `email` is the person's verified address, in lower case, or null.
 */
export function refuseInvitation(
  invitation: Invitation,
  email: string | null,
  now: number,
): InvitationRefusal | null {
  if (invitation.status === "accepted") return "used";
  if (invitation.status === "revoked") return "revoked";
  if (invitation.expiresAt <= now) return "expired";
  if (email === null) return "no_verified_email";
  return email === invitation.email ? null : "wrong_email";
}
