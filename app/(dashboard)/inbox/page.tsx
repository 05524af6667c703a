import { type Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireSession } from "@/lib/server/convex";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("inbox");
  return { title: t("title") };
}

/** The layout shows the inbox as the address says; this page only guards it. */
export default async function InboxPage() {
  await requireSession();
  return null;
}
