import type { Router } from "../../shared/router";
import { closeSession, sessionsOfUser, type Clerk } from "../clerk";
import { clerkError, notFound, requirePassword } from "../errors";
import { fapiRoute, requireSession, withClient, type Call } from "../fapi";
import { jsonRecord } from "../json-field";
import { hashPassword, isPassword } from "../passwords";
import { deviceJson, userJson } from "../resources";

function signedIn(clerk: Clerk, call: Call) {
  const wanted = call.exchange.query.get("_clerk_session_id");
  return requireSession(clerk, call, wanted);
}

function update(clerk: Clerk, call: Call): Promise<unknown> {
  const { user } = signedIn(clerk, call);
  const { fields } = call;
  user.firstName = fields.get("first_name") ?? user.firstName;
  user.lastName = fields.get("last_name") ?? user.lastName;
  const metadata = jsonRecord(fields.get("unsafe_metadata"));
  if (metadata !== null) user.unsafeMetadata = metadata;
  user.updatedAt = clerk.clock.now();
  return withClient(clerk, call, userJson(user));
}

async function changePassword(clerk: Clerk, call: Call): Promise<unknown> {
  const { session, user } = signedIn(clerk, call);
  const { fields } = call;
  const current = fields.get("current_password") ?? "";
  if (!(await isPassword(current, user.passwordHash))) {
    throw clerkError(
      422,
      "form_password_incorrect",
      "Password is incorrect. Try again, or use another method.",
      "current_password",
    );
  }
  user.passwordHash = await hashPassword(
    requirePassword(fields.get("new_password") ?? "", "new_password"),
  );
  user.updatedAt = clerk.clock.now();
  if (fields.get("sign_out_of_other_sessions") === "true") {
    for (const other of sessionsOfUser(clerk, user.id)) {
      if (other.id !== session.id) closeSession(clerk, other, "revoked");
    }
  }
  return withClient(clerk, call, userJson(user));
}

function revoke(clerk: Clerk, call: Call): Promise<unknown> {
  const { user } = signedIn(clerk, call);
  const wanted = call.exchange.params["sid"];
  const session = sessionsOfUser(clerk, user.id).find(
    ({ id }) => id === wanted,
  );
  if (session === undefined) throw notFound("session");
  closeSession(clerk, session, "revoked");
  return withClient(clerk, call, deviceJson(session));
}

/** The signed-in person's own profile, password and devices. */
export function addMeRoutes(router: Router, clerk: Clerk): void {
  const on = (
    method: string,
    path: string,
    run: (call: Call) => Promise<unknown>,
  ): void => {
    router.on(method, `/v1/me${path}`, fapiRoute(clerk, run));
  };
  on("GET", "", async (call) =>
    withClient(clerk, call, userJson(signedIn(clerk, call).user)),
  );
  on("PATCH", "", async (call) => update(clerk, call));
  on("POST", "/change_password", (call) => changePassword(clerk, call));
  const devices = async (call: Call): Promise<unknown> =>
    sessionsOfUser(clerk, signedIn(clerk, call).user.id).map(deviceJson);
  on("GET", "/sessions", devices);
  on("GET", "/sessions/active", devices);
  on("POST", "/sessions/:sid/revoke", async (call) => revoke(clerk, call));
  for (const list of ["memberships", "invitations", "suggestions"]) {
    on("GET", `/organization_${list}`, async (call) => {
      signedIn(clerk, call);
      return withClient(clerk, call, { data: [], total_count: 0 });
    });
  }
}
