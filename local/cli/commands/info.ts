import { addressBlock } from "../address-block";
import { createAdminApi } from "../admin-api";
import { listTenants } from "../administration";
import { addressesOf, readEnvironment, requireVariable } from "../environment";
import { parseOptions } from "../options";
import { seedUsers } from "../seed/people";
import { userBlock } from "../user-block";

/** `local -- info [--json]`: what a script needs to drive the product from outside. */
export async function info(args: readonly string[]): Promise<number> {
  const { values } = parseOptions(args, { json: { type: "boolean" } });
  const env = readEnvironment(process.env);
  const tenants = await listTenants(createAdminApi(env));
  const addresses = addressesOf(env);
  if (values.json === true) {
    console.log(
      JSON.stringify({
        ...addresses,
        wahaApiKey: requireVariable(env, "WAHA_API_KEY"),
        webhookSecret: requireVariable(env, "WAHA_WEBHOOK_SECRET"),
        tenants,
        users: seedUsers(env, tenants),
      }),
    );
    return 0;
  }
  console.log(addressBlock(addresses, { withApp: true }));
  for (const line of userBlock(seedUsers(env, tenants))) console.log(line);
  for (const { name, id, available, instances } of tenants) {
    console.log(`\n  ${name} (${id}): ${available} credits`);
    for (const { sessionName, status } of instances) {
      console.log(`    ${sessionName}: ${status}`);
    }
  }
  return 0;
}
