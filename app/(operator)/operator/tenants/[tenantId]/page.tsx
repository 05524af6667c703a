import { notFound } from "next/navigation";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { isConvexId } from "@/lib/convex-id";
import { errorCode } from "@/lib/error-code";
import { preload } from "@/lib/server/convex";
import { TenantGate } from "./tenant-gate";

interface TenantPageProps {
  params: Promise<{ tenantId: string }>;
}

export default async function OperatorTenantPage({ params }: TenantPageProps) {
  const { tenantId } = await params;
  if (!isConvexId(tenantId)) notFound();
  const id = tenantId as Id<"tenants">;
  return <TenantGate tenantId={id} access={await readAccess(id)} />;
}

async function readAccess(tenantId: Id<"tenants">) {
  try {
    return await preload(api.operators.access.current, { tenantId });
  } catch (error) {
    if (errorCode(error) === "NOT_FOUND") notFound();
    throw error;
  }
}
