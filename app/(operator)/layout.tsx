import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { type ReactNode } from "react";
import { ErrorSentences } from "@/components/feedback/error-sentences";
import { api } from "@/convex/_generated/api";
import { fetchAs, mutateTraced, requireSession } from "@/lib/server/convex";
import { ClientMessages } from "../client-messages";
import { Providers } from "../providers";
import { OperatorHeader } from "./operator-header";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator");
  return { title: t("title") };
}

/** Operators, and whoever was named to be the first: they become it here. */
async function isAdmitted(): Promise<boolean> {
  const { isOperator } = await fetchAs(api.tenants.session.get, {});
  return isOperator || mutateTraced(api.operators.bootstrap.claim, {});
}

/** To everybody else these pages do not exist; Convex refuses them as well. */
export default async function OperatorLayout({
  children,
}: {
  children: ReactNode;
}) {
  await requireSession();
  if (!(await isAdmitted())) notFound();
  const t = await getTranslations("operator");
  return (
    <Providers guarded>
      <ClientMessages areas={["operator", "credits"]}>
        <ErrorSentences>
          <a
            href="#content"
            className="sr-only z-50 rounded-control bg-accent px-4 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:start-2 focus:top-2"
          >
            {t("skip")}
          </a>
          <OperatorHeader />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto flex w-full max-w-6xl flex-col gap-5 p-4 outline-none sm:p-6"
          >
            {children}
          </main>
        </ErrorSentences>
      </ClientMessages>
    </Providers>
  );
}
