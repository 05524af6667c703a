import { type ConvexReactClient } from "convex/react";
import { getFunctionName } from "convex/server";
import { api } from "@/convex/_generated/api";
import { errorCode, errorDetail } from "@/lib/error-code";
import { isNeeded } from "@/lib/tenants/roles";

type Mutate = ConvexReactClient["mutation"];

/**
 * Reports what this client's writes are refused: a refused write rolls back in
 * Convex and can leave no trace of its own. Convex believes a report only while
 * it is true.
 */
export function reportRefusals(client: ConvexReactClient): void {
  const call = client.mutation.bind(client);
  const mutate: Mutate = (mutation, ...rest) => {
    const answer = call(mutation, ...rest);
    answer.catch((error: unknown) => {
      const needed = errorDetail(error, "permission");
      if (errorCode(error) !== "FORBIDDEN" || needed === null) return;
      if (!isNeeded(needed)) return;
      call(api.audit.denials.refused, {
        functionName: getFunctionName(mutation),
        permission: needed,
        // The person is told of the refusal, not of a report that failed.
      }).catch(() => undefined);
    });
    return answer;
  };
  client.mutation = mutate;
}
