import { getTranslations } from "next-intl/server";
import { type ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { routes } from "@/lib/routes";
import { Providers } from "../providers";

export default async function AuthLayout({
  children,
}: {
  children: ReactNode;
}) {
  const t = await getTranslations("auth");
  return (
    <Providers>
      <div className="flex min-h-dvh flex-col items-center gap-8 bg-canvas px-4 py-10 sm:justify-center">
        <header>
          <Link
            href={routes.home}
            className="rounded text-lg font-semibold text-ink"
          >
            {t("product")}
          </Link>
        </header>
        <main className="flex w-full justify-center">{children}</main>
      </div>
    </Providers>
  );
}
