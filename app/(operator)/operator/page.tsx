import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { ConsoleView } from "./console-view";

export default async function OperatorPage() {
  const [sending, jobs] = await Promise.all([
    preload(api.operators.sending.state, {}),
    preload(api.operators.bulk.list, {}),
  ]);
  return <ConsoleView sending={sending} jobs={jobs} />;
}
