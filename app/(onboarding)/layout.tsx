import { type ReactNode } from "react";
import { ErrorSentences } from "@/components/feedback/error-sentences";
import { ClientMessages } from "../client-messages";
import { Providers } from "../providers";

export default function OnboardingLayout({
  children,
}: {
  children: ReactNode;
}) {
  return (
    <Providers guarded>
      <ClientMessages areas={["onboarding", "instances"]}>
        <ErrorSentences>{children}</ErrorSentences>
      </ClientMessages>
    </Providers>
  );
}
