import { preloadedQueryResult } from "convex/nextjs";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { errorCode } from "@/lib/error-code";
import { routes } from "@/lib/routes";
import { preload } from "@/lib/server/convex";
import { ContactView } from "./contact-view";

const ID = /^[a-z0-9]{20,64}$/;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("contacts");
  return { title: t("title") };
}

interface ContactPageProps {
  params: Promise<{ contactId: string }>;
}

export default async function ContactPage({ params }: ContactPageProps) {
  const { contactId } = await params;
  if (!ID.test(contactId)) notFound();
  const profile = await preloadProfile(contactId as Id<"contacts">);
  const { id } = preloadedQueryResult(profile);
  // Merged since the link was made.
  if (id !== contactId) redirect(routes.contact(id));
  return <ContactView profile={profile} />;
}

async function preloadProfile(contactId: Id<"contacts">) {
  try {
    return await preload(api.contacts.profile.get, { contactId });
  } catch (error) {
    if (errorCode(error) === "NOT_FOUND") notFound();
    throw error;
  }
}
