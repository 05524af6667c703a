"use client";

import { useMutation } from "convex/react";
import { type FunctionReturnType } from "convex/server";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Avatar } from "@/components/ui/avatar";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { MessageScreen } from "../message-screen";

interface ChooseTenantProps {
  tenants: FunctionReturnType<typeof api.tenants.session.get>["tenants"];
}

/** For someone whose last business is no longer theirs, but others are. */
export function ChooseTenant({ tenants }: ChooseTenantProps) {
  const t = useTranslations("shell.choose");
  const roles = useTranslations("common.roles");
  const router = useRouter();
  const activate = useMutation(api.tenants.switch.activate);
  const errorText = useErrorText();
  return (
    <MessageScreen title={t("title")} text={t("text")}>
      <ul className="flex w-full flex-col gap-2">
        {tenants.map(({ tenantId, name, role }) => (
          <li key={tenantId}>
            <button
              type="button"
              className="flex w-full items-center gap-3 rounded-panel border border-line bg-surface p-3 text-start hover:bg-surface-hover"
              onClick={() => {
                activate({ tenantId }).then(
                  () => router.replace(routes.overview),
                  (error: unknown) => toast.error(errorText(error)),
                );
              }}
            >
              <Avatar name={name} className="rounded-control" />
              <span className="min-w-0 flex-1 truncate font-medium">
                {name}
              </span>
              <span className="text-sm text-muted">{roles(role)}</span>
              <ChevronRight aria-hidden="true" className="size-4 text-muted" />
            </button>
          </li>
        ))}
      </ul>
    </MessageScreen>
  );
}
