import { expect, test } from "vitest";
import {
  type Invitation,
  isInvitationToken,
  maskEmail,
  normalizeEmail,
  refuseInvitation,
} from "../../../lib/tenants/invitation";

const invitation: Invitation = {
  email: "ana@example.com",
  role: "agent",
  status: "pending",
  expiresAt: 1_000,
};

test.each([
  [invitation, "ana@example.com", 999, null],
  [invitation, "ana@example.com", 1_000, "expired"],
  [invitation, "eve@example.com", 999, "wrong_email"],
  [invitation, null, 999, "no_verified_email"],
  [{ ...invitation, status: "accepted" }, "ana@example.com", 999, "used"],
  [{ ...invitation, status: "revoked" }, "ana@example.com", 999, "revoked"],
] as const)("A13 %o by %s at %d: %s", (offered, email, now, refusal) => {
  expect(refuseInvitation(offered, email, now)).toBe(refusal);
});

test("an address is compared without case and blanks, and must look like one", () => {
  expect(normalizeEmail("  Ana@Example.COM ")).toBe("ana@example.com");
  for (const text of ["", "ana", "ana@", "@example.com", "a b@example.com"]) {
    expect(normalizeEmail(text)).toBeNull();
  }
  expect(normalizeEmail(`${"a".repeat(250)}@example.com`)).toBeNull();
});

test("a masked address shows whose it is to its owner only", () => {
  expect(maskEmail("ana@example.com")).toBe("a…@example.com");
});

test("a token is 43 characters of base64url", () => {
  expect(isInvitationToken("A".repeat(43))).toBe(true);
  expect(isInvitationToken("A".repeat(42))).toBe(false);
  expect(isInvitationToken(`${"A".repeat(42)}/`)).toBe(false);
});
