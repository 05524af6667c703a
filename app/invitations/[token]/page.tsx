import { auth } from "@clerk/nextjs/server";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { preload } from "@/lib/server/convex";
import { InvitationCard } from "./invitation-card";
import { InvitationView } from "./invitation-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.join");
  return { title: t("signInTitle"), robots: { index: false } };
}

interface InvitationPageProps {
  params: Promise<{ token: string }>;
}

export default async function InvitationPage({ params }: InvitationPageProps) {
  const { token } = await params;
  const { userId } = await auth();
  if (userId === null) return <SignInFirst token={token} />;
  return (
    <InvitationView
      token={token}
      offer={await preload(api.tenants.invitations.preview, { token })}
    />
  );
}

/** Its links load their page anew: Clerk's styles carry the nonce of the first load. */
async function SignInFirst({ token }: { token: string }) {
  const t = await getTranslations("settings.join");
  const back = new URLSearchParams({ redirect_url: routes.invitation(token) });
  return (
    <InvitationCard title={t("signInTitle")} body={t("signInBody")}>
      <Button asChild>
        <a href={`${routes.signIn}?${back.toString()}`}>{t("signIn")}</a>
      </Button>
      <Button asChild variant="secondary">
        <a href={`${routes.signUp}?${back.toString()}`}>{t("signUp")}</a>
      </Button>
    </InvitationCard>
  );
}
