import { z } from "zod";

const metadata = z.record(z.string(), z.unknown());
const instant = z.number();

export const userSchema = z.object({
  id: z.string(),
  emailId: z.string(),
  email: z.string(),
  passwordHash: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  publicMetadata: metadata,
  privateMetadata: metadata,
  unsafeMetadata: metadata,
  lastSignInAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});

export type User = z.infer<typeof userSchema>;

export const sessionSchema = z.object({
  id: z.string(),
  clientId: z.string(),
  userId: z.string(),
  status: z.enum(["active", "ended", "removed", "revoked"]),
  browser: z.string(),
  device: z.string(),
  address: z.string(),
  lastActiveAt: instant,
  expireAt: instant,
  createdAt: instant,
  updatedAt: instant,
});

export type Session = z.infer<typeof sessionSchema>;

/** A code that was mailed to prove an address. */
export const challengeSchema = z.object({
  strategy: z.enum(["email_code", "reset_password_email_code"]),
  code: z.string(),
  attempts: z.number(),
  expireAt: instant,
  verified: z.boolean(),
});

export type Challenge = z.infer<typeof challengeSchema>;

export const signInSchema = z.object({
  id: z.string(),
  userId: z.string(),
  identifier: z.string(),
  status: z.enum(["needs_first_factor", "needs_new_password", "complete"]),
  challenge: challengeSchema.nullable(),
  sessionId: z.string().nullable(),
});

export type SignIn = z.infer<typeof signInSchema>;

export const signUpSchema = z.object({
  id: z.string(),
  email: z.string().nullable(),
  passwordHash: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  unsafeMetadata: metadata,
  challenge: challengeSchema.nullable(),
  userId: z.string().nullable(),
  sessionId: z.string().nullable(),
});

export type SignUp = z.infer<typeof signUpSchema>;

export const clientSchema = z.object({
  id: z.string(),
  /** SHA-256 of the secret in the `__client` cookie, which is not the id. */
  secretHash: z.string(),
  signIn: signInSchema.nullable(),
  signUp: signUpSchema.nullable(),
  lastActiveSessionId: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
});

export type Client = z.infer<typeof clientSchema>;

export const savedStateSchema = z.object({
  format: z.literal("clerk-stand-in/1"),
  signingKey: z.record(z.string(), z.unknown()),
  users: z.array(userSchema),
  clients: z.array(clientSchema),
  sessions: z.array(sessionSchema),
});

export type SavedState = z.infer<typeof savedStateSchema>;
