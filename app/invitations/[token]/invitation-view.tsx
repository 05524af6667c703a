"use client";

import { SignOutButton } from "@clerk/nextjs";
import { type Preloaded, useMutation, usePreloadedQuery } from "convex/react";
import { useNow, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { api } from "@/convex/_generated/api";
import { errorCode, errorReason } from "@/lib/error-code";
import { routes } from "@/lib/routes";
import { InvitationCard } from "./invitation-card";

const REFUSALS = [
  "used",
  "revoked",
  "expired",
  "no_verified_email",
  "wrong_email",
] as const;

type Refusal = (typeof REFUSALS)[number] | "member";

interface InvitationViewProps {
  token: string;
  offer: Preloaded<typeof api.tenants.invitations.preview>;
}

export function InvitationView(props: InvitationViewProps) {
  const t = useTranslations("settings.join");
  const common = useTranslations("common");
  const offer = usePreloadedQuery(props.offer);
  const now = useNow({ updateInterval: 60_000 });
  if (offer === null) {
    return (
      <InvitationCard title={t("unknownTitle")} body={t("unknownBody")}>
        <ToDashboard />
      </InvitationCard>
    );
  }
  if (offer.status !== "pending") {
    const refusal = offer.status === "accepted" ? "used" : "revoked";
    return <Refused refusal={refusal} />;
  }
  if (offer.expiresAt <= now.getTime()) return <Refused refusal="expired" />;
  if (!offer.isForYou) {
    return <WrongEmail email={offer.email} token={props.token} />;
  }
  return (
    <InvitationCard
      title={t("title", { business: offer.tenantName })}
      body={t("body", { role: common(`roles.${offer.role}`) })}
    >
      <AcceptButton token={props.token} business={offer.tenantName} />
    </InvitationCard>
  );
}

function ToDashboard() {
  const t = useTranslations("settings.join");
  return (
    <Button asChild variant="secondary">
      <Link href={routes.dashboard}>{t("toDashboard")}</Link>
    </Button>
  );
}

function Refused({ refusal }: { refusal: Refusal }) {
  const t = useTranslations("settings.join");
  return (
    <InvitationCard title={t("refusedTitle")} body={t(`refused.${refusal}`)}>
      <ToDashboard />
    </InvitationCard>
  );
}

function WrongEmail({ email, token }: { email: string; token: string }) {
  const t = useTranslations("settings.join");
  return (
    <InvitationCard
      title={t("wrongEmailTitle")}
      body={t("wrongEmailBody", { email })}
    >
      <SignOutButton redirectUrl={routes.invitation(token)}>
        <Button>{t("signOut")}</Button>
      </SignOutButton>
      <ToDashboard />
    </InvitationCard>
  );
}

interface AcceptButtonProps {
  token: string;
  business: string;
}

function AcceptButton({ token, business }: AcceptButtonProps) {
  const t = useTranslations("settings.join");
  const router = useRouter();
  const describe = useErrorText();
  const accept = useMutation(api.tenants.invitations.accept);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const join = async () => {
    setPending(true);
    try {
      await accept({ token });
      toast.success(t("joined", { business }));
      router.replace(routes.overview);
    } catch (error) {
      const refusal = refusalOf(error);
      setFailure(refusal === null ? describe(error) : t(`refused.${refusal}`));
      setPending(false);
    }
  };
  return (
    <>
      <Button disabled={pending} onClick={() => void join()}>
        {t("accept", { business })}
      </Button>
      <p role="alert" className="w-full text-sm text-bad empty:hidden">
        {failure}
      </p>
    </>
  );
}

function refusalOf(error: unknown): Refusal | null {
  if (errorCode(error) === "DUPLICATE") return "member";
  const reason = errorReason(error);
  return REFUSALS.find((known) => known === reason) ?? null;
}
