import { getTranslations } from "next-intl/server";
import { type ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { Wordmark } from "@/components/ui/wordmark";
import { routes } from "@/lib/routes";

const LINK = "rounded-md px-2 py-2 hover:underline underline-offset-4";

export default function MarketingLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-4 sm:px-6">
      <Header />
      <div className="flex-1">{children}</div>
      <Footer />
    </div>
  );
}

async function Header() {
  const t = await getTranslations("marketing.nav");
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-5">
      <Link href={routes.home} aria-label={t("home")} className="rounded-md">
        <Wordmark />
      </Link>
      <nav aria-label={t("label")} className="-mx-2 flex gap-1 text-sm">
        <Link className={LINK} href={routes.pricing}>
          {t("pricing")}
        </Link>
        <Link className={LINK} href={routes.security}>
          {t("security")}
        </Link>
        {/* A page of its own: Clerk's styles carry the nonce of the first load. */}
        <a className={`${LINK} font-medium`} href={routes.signIn}>
          {t("signIn")}
        </a>
      </nav>
    </header>
  );
}

const LEGAL = ["pricing", "privacy", "terms", "security"] as const;

async function Footer() {
  const t = await getTranslations("marketing.footer");
  return (
    <footer className="mt-10 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line py-6 text-sm text-muted">
      <p>{t("license")}</p>
      <nav
        aria-label={t("label")}
        className="-mx-1 flex flex-wrap gap-x-4 gap-y-1"
      >
        {LEGAL.map((page) => (
          <Link
            key={page}
            className="inline-flex min-h-6 items-center px-1 underline underline-offset-4"
            href={routes[page]}
          >
            {t(page)}
          </Link>
        ))}
        <a
          className="inline-flex min-h-6 items-center px-1 underline underline-offset-4"
          href="/api/health"
        >
          {t("health")}
        </a>
      </nav>
    </footer>
  );
}
