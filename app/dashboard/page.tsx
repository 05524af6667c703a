import { redirect } from "next/navigation";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { fetchAs, requireSession } from "@/lib/server/convex";
import { ClientMessages } from "../client-messages";
import { Providers } from "../providers";
import { ChooseTenant } from "./choose-tenant";

/** Sends a signed-in person to where their work is. */
export default async function EntryPage() {
  await requireSession();
  const { active, tenants, isOperator } = await fetchAs(
    api.tenants.session.get,
    {},
  );
  if (active !== null) redirect(routes.overview);
  if (tenants.length === 0) {
    redirect(isOperator ? routes.operator : routes.welcome);
  }
  return (
    <Providers guarded>
      <ClientMessages areas={["shell"]}>
        <ChooseTenant tenants={tenants} />
      </ClientMessages>
    </Providers>
  );
}
