import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { ConsoleView } from "./console-view";

export default async function OperatorPage() {
  return (
    <ConsoleView sending={await preload(api.operators.sending.state, {})} />
  );
}
