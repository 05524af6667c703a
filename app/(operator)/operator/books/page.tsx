import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { BooksView } from "./books-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.books");
  return { title: t("title") };
}

export default async function OperatorBooksPage() {
  return (
    <BooksView runs={await preload(api.credits.reconciliation.runs, {})} />
  );
}
