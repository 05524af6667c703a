"use client";

import { useMutation } from "convex/react";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { api } from "@/convex/_generated/api";
import { type Id } from "@/convex/_generated/dataModel";
import { routes } from "@/lib/routes";

/** Moves the person's work to another of their businesses. */
export function useSwitchTenant(): (tenantId: Id<"tenants">) => void {
  const router = useRouter();
  const activate = useMutation(api.tenants.switch.activate);
  const errorText = useErrorText();
  return useCallback(
    (tenantId) => {
      activate({ tenantId }).then(
        () => router.push(routes.overview),
        (error: unknown) => toast.error(errorText(error)),
      );
    },
    [activate, errorText, router],
  );
}
