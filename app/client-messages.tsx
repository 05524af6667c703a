import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import { type ReactNode } from "react";
import { type Area, type Catalogue } from "@/lib/i18n/en";

interface ClientMessagesProps {
  /** The areas of the catalogue that client components below here use. */
  areas: readonly Area[];
  children: ReactNode;
}

/** Gives client components their part of the catalogue, and no more. */
export async function ClientMessages({ areas, children }: ClientMessagesProps) {
  const all: Catalogue = await getMessages();
  const messages = Object.fromEntries(
    ["common" as const, "errors" as const, ...areas].map((area) => [
      area,
      all[area],
    ]),
  );
  return (
    <NextIntlClientProvider messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
