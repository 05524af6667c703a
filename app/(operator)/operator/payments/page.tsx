import { ClientMessages } from "@/app/client-messages";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { PaymentsView } from "./payments-view";

export default async function OperatorPaymentsPage() {
  const status = await preload(api.payments.status.get, {});
  return (
    <ClientMessages areas={["payments", "operator"]}>
      <PaymentsView status={status} />
    </ClientMessages>
  );
}
