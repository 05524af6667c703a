import { SignIn } from "@clerk/nextjs";
import { type Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormSkeleton } from "../../form-skeleton";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signIn.title") };
}

export default async function SignInPage() {
  const t = await getTranslations("auth");
  return (
    <>
      <h1 className="sr-only">{t("signIn.title")}</h1>
      <SignIn fallback={<FormSkeleton label={t("loading")} />} />
    </>
  );
}
