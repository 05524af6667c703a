import { type ReactNode } from "react";
import { Wordmark } from "@/components/ui/wordmark";
import { ClientMessages } from "../client-messages";
import { Providers } from "../providers";

export default function InvitationLayout({
  children,
}: {
  children: ReactNode;
}) {
  return (
    <Providers>
      <ClientMessages areas={["settings"]}>
        <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 p-6">
          <Wordmark />
          {children}
        </main>
      </ClientMessages>
    </Providers>
  );
}
