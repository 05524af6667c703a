"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useSession } from "@/app/(dashboard)/session";
import type { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { ChangesCard } from "./changes-card";
import { ConsentCard } from "./consent-card";
import { ContactHeader } from "./contact-header";
import { ConversationsCard } from "./conversations-card";
import { DetailsCard } from "./details-card";
import { EraseCard } from "./erase-card";
import { PersonalCard } from "./personal-card";

interface Props {
  profile: Preloaded<typeof api.contacts.profile.get>;
}

export function ContactView({ profile: preloaded }: Props) {
  const profile = usePreloadedQuery(preloaded);
  const canEdit = useSession().can("manage_contacts");
  useFollowMerge(profile.id);
  return (
    <>
      <ContactHeader profile={profile} canEdit={canEdit} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 gap-5">
          <DetailsCard profile={profile} canEdit={canEdit} />
          <ConversationsCard conversations={profile.conversations} />
        </div>
        <div className="grid min-w-0 gap-5">
          <ConsentCard profile={profile} canEdit={canEdit} />
          <PersonalCard profile={profile} canEdit={canEdit} />
          <ChangesCard contactId={profile.id} />
          <EraseCard profile={profile} />
        </div>
      </div>
    </>
  );
}

/** Somebody merged the contact on show into another one: its address is that one's now. */
function useFollowMerge(id: string) {
  const router = useRouter();
  useEffect(() => {
    const address = routes.contact(id);
    if (location.pathname !== address) router.replace(address);
  }, [id, router]);
}
