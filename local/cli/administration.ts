import { z } from "zod";
import type { AdminApi } from "./admin-api";

const instanceSchema = z.object({
  id: z.string(),
  sessionName: z.string(),
  webhookUrl: z.string(),
  hmacKey: z.string(),
  status: z.string(),
});

const tenantSchema = z.object({
  id: z.string(),
  name: z.string(),
  available: z.number(),
  instances: z.array(instanceSchema),
});

export type Instance = z.infer<typeof instanceSchema>;
export type Tenant = z.infer<typeof tenantSchema>;

export type NewTenant = {
  name: string;
  credits: number;
  quietWindowMs?: number;
  pacing?: "on" | "off";
  profile: {
    description: string;
    tone: string;
    rules: string[];
    customPrompt: string | null;
    handoffWords: string[];
    handoffNotice: string | null;
    allowedLinkHosts: string[];
  };
  knowledge: { title: string; content: string }[];
};

const connectionSchema = z.object({
  instanceId: z.string(),
  sessionName: z.string(),
  created: z.boolean(),
  reason: z.string().nullable(),
});

export type Connection = z.infer<typeof connectionSchema>;

export function listTenants(api: AdminApi): Promise<Tenant[]> {
  return api.run("query", "tenants/directory:list", {}, z.array(tenantSchema));
}

/** One tenant by its id; throws when there is none. */
export function getTenant(api: AdminApi, tenantId: string): Promise<Tenant> {
  return api.run("query", "tenants/directory:get", { tenantId }, tenantSchema);
}

/** Creates a tenant with its wallet, profile and knowledge; returns its id. */
export function createTenant(
  api: AdminApi,
  tenant: NewTenant,
): Promise<string> {
  return api.run("mutation", "tenants/provision:create", tenant, z.string());
}

/** Creates a number of a tenant and its WAHA session. */
export function connectNumber(
  api: AdminApi,
  tenantId: string,
  label: string,
): Promise<Connection> {
  return api.run(
    "action",
    "instances/provision:connect",
    { tenantId, label },
    connectionSchema,
  );
}
