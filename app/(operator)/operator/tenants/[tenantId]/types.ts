import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type Tenant = FunctionReturnType<typeof api.operators.tenant.get>;
