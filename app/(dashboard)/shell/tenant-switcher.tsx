"use client";

import dynamic from "next/dynamic";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/ui/cn";
import { useSession } from "../session";

const TenantChoices = dynamic(() =>
  import("./tenant-choices").then((loaded) => loaded.TenantChoices),
);

const LOOK =
  "flex h-10 w-full min-w-0 items-center gap-2.5 rounded-control px-1.5 text-start text-sm font-semibold";

export function TenantSwitcher({ narrow = false }: { narrow?: boolean }) {
  const { active, tenants } = useSession();
  const name = narrow ? "truncate max-xl:sr-only" : "truncate";
  const look = cn(LOOK, narrow && "max-xl:justify-center max-xl:px-0");
  if (tenants.length < 2) {
    return (
      <div className={look} title={active.name}>
        <Avatar name={active.name} size="md" className="rounded-control" />
        <span className={name}>{active.name}</span>
      </div>
    );
  }
  return <TenantChoices look={look} name={name} narrow={narrow} />;
}
