import type { Challenge, Session, SignIn, SignUp, User } from "./model";

type Json = Record<string, unknown>;

const MINUTE_MS = 60_000;

/** A user as the Frontend API shows it to its owner. */
export function userJson(user: User): Json {
  const verification = { status: "verified", strategy: "email_code" };
  return {
    object: "user",
    id: user.id,
    external_id: null,
    primary_email_address_id: user.emailId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    email_addresses: [
      {
        object: "email_address",
        id: user.emailId,
        email_address: user.email,
        verification: { ...verification, attempts: null, expire_at: null },
        linked_to: [],
        matches_sso_connection: false,
      },
    ],
    phone_numbers: [],
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    passkeys: [],
    organization_memberships: [],
    username: null,
    first_name: user.firstName,
    last_name: user.lastName,
    profile_image_id: "",
    image_url: "",
    has_image: false,
    password_enabled: user.passwordHash !== null,
    totp_enabled: false,
    two_factor_enabled: false,
    backup_code_enabled: false,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    delete_self_enabled: false,
    create_organization_enabled: false,
    create_organizations_limit: null,
    legal_accepted_at: null,
    timezone: null,
    last_sign_in_at: user.lastSignInAt,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  };
}

/** A user as the Backend API shows it. */
export function backendUserJson(user: User): Json {
  return {
    ...userJson(user),
    private_metadata: user.privateMetadata,
    banned: false,
    locked: false,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: 100,
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    last_active_at: user.lastSignInAt,
  };
}

export function tokenJson(jwt: string): Json {
  return { object: "token", jwt };
}

export function sessionJson(
  session: Session,
  user: User,
  jwt: string | null,
  now: number,
): Json {
  const age = Math.floor((now - session.createdAt) / MINUTE_MS);
  return {
    object: "session",
    id: session.id,
    status: session.status,
    factor_verification_age: [age, -1],
    expire_at: session.expireAt,
    abandon_at: session.expireAt,
    last_active_at: session.lastActiveAt,
    last_active_organization_id: null,
    actor: null,
    tasks: null,
    user: userJson(user),
    public_user_data: {
      first_name: user.firstName,
      last_name: user.lastName,
      image_url: "",
      has_image: false,
      identifier: user.email,
      user_id: user.id,
    },
    last_active_token: jwt === null ? null : tokenJson(jwt),
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  };
}

/** A session in the list of the user's devices. */
export function deviceJson(session: Session): Json {
  return {
    object: "session",
    id: session.id,
    status: session.status,
    expire_at: session.expireAt,
    abandon_at: session.expireAt,
    last_active_at: session.lastActiveAt,
    actor: null,
    user: null,
    latest_activity: {
      object: "session_activity",
      id: session.id.replace("sess_", "sess_activity_"),
      browser_name: session.browser,
      device_type: session.device,
      ip_address: session.address,
      is_mobile: /iPhone|Android/.test(session.device),
    },
  };
}

function verificationJson(challenge: Challenge | null): Json | null {
  if (challenge === null) return null;
  return {
    object: "verification_email_code",
    status: challenge.verified ? "verified" : "unverified",
    strategy: challenge.strategy,
    attempts: challenge.attempts,
    expire_at: challenge.expireAt,
    error: null,
  };
}

export function signInJson(signIn: SignIn, user: User): Json {
  const byMail = {
    email_address_id: user.emailId,
    safe_identifier: user.email,
    primary: true,
  };
  return {
    object: "sign_in",
    id: signIn.id,
    status: signIn.status,
    identifier: signIn.identifier,
    supported_identifiers: ["email_address"],
    supported_first_factors: [
      ...(user.passwordHash === null ? [] : [{ strategy: "password" }]),
      { strategy: "email_code", ...byMail },
      { strategy: "reset_password_email_code", ...byMail },
    ],
    supported_second_factors: [],
    first_factor_verification: verificationJson(signIn.challenge),
    second_factor_verification: null,
    created_session_id: signIn.sessionId,
    user_data: {
      first_name: user.firstName,
      last_name: user.lastName,
      image_url: "",
      has_image: false,
    },
  };
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === "";
}

/** The fields a sign-up still lacks. */
export function missingFields(signUp: SignUp): string[] {
  return [
    ...(signUp.email === null ? ["email_address"] : []),
    ...(signUp.passwordHash === null ? ["password"] : []),
    ...(isBlank(signUp.firstName) ? ["first_name"] : []),
    ...(isBlank(signUp.lastName) ? ["last_name"] : []),
  ];
}

function emailVerification({ email, challenge }: SignUp): Json | null {
  if (email === null) return null;
  const state = challenge === null ? "needs_prepare" : "needs_attempt";
  return {
    ...verificationJson(challenge),
    status: challenge?.verified === true ? "verified" : "unverified",
    // With a strategy the UI takes the code for sent and never asks for one.
    strategy: challenge?.strategy ?? null,
    attempts: challenge?.attempts ?? null,
    expire_at: challenge?.expireAt ?? null,
    error: null,
    next_action: challenge?.verified === true ? "" : state,
    supported_strategies: ["email_code"],
  };
}

export function signUpJson(signUp: SignUp): Json {
  const verified = signUp.challenge?.verified === true;
  return {
    object: "sign_up",
    id: signUp.id,
    status: signUp.userId === null ? "missing_requirements" : "complete",
    required_fields: ["email_address", "password", "first_name", "last_name"],
    optional_fields: [],
    missing_fields: missingFields(signUp),
    unverified_fields:
      signUp.email === null || verified ? [] : ["email_address"],
    username: null,
    first_name: signUp.firstName,
    last_name: signUp.lastName,
    email_address: signUp.email,
    phone_number: null,
    web3_wallet: null,
    external_account_strategy: null,
    external_account: null,
    has_password: signUp.passwordHash !== null,
    unsafe_metadata: signUp.unsafeMetadata,
    created_session_id: signUp.sessionId,
    created_user_id: signUp.userId,
    abandon_at: null,
    legal_accepted_at: null,
    locale: null,
    timezone: null,
    verifications: {
      email_address: emailVerification(signUp),
      phone_number: null,
      web3_wallet: null,
      external_account: null,
    },
  };
}
