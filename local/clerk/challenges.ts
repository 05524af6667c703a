import type { Clerk } from "./clerk";
import { clerkError } from "./errors";
import { newCode } from "./ids";
import type { Challenge } from "./model";

const CODE_MS = 10 * 60_000;
const MAX_ATTEMPTS = 5;

/** Mails a fresh code to an address. */
export function sendCode(
  clerk: Clerk,
  to: string,
  strategy: Challenge["strategy"],
  purpose: string,
): Challenge {
  const code = newCode();
  clerk.mailbox.send(to, purpose, code);
  return {
    strategy,
    code,
    attempts: 0,
    expireAt: clerk.clock.now() + CODE_MS,
    verified: false,
  };
}

/** Throws Clerk's refusal unless the code is the one that was mailed, in time. */
export function answerCode(
  clerk: Clerk,
  challenge: Challenge | null,
  strategy: string,
  code: string,
): void {
  if (challenge === null || challenge.strategy !== strategy) {
    throw clerkError(
      400,
      "verification_missing",
      "You need to send a verification code before attempting to verify.",
    );
  }
  if (challenge.verified) {
    throw clerkError(
      400,
      "verification_already_verified",
      "This verification has already been verified.",
    );
  }
  if (challenge.expireAt <= clerk.clock.now()) {
    throw clerkError(
      400,
      "verification_expired",
      "This verification has expired. You must create a new one.",
    );
  }
  if (challenge.attempts >= MAX_ATTEMPTS) {
    throw clerkError(
      400,
      "verification_failed",
      "Too many failed attempts. You have to try again with the same or another method.",
    );
  }
  challenge.attempts += 1;
  if (code !== challenge.code) {
    throw clerkError(422, "form_code_incorrect", "Incorrect code", "code");
  }
  challenge.verified = true;
}
