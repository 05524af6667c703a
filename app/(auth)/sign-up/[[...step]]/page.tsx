import { SignUp } from "@clerk/nextjs";
import { type Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormSkeleton } from "../../form-skeleton";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signUp.title") };
}

export default async function SignUpPage() {
  const t = await getTranslations("auth");
  return (
    <>
      <h1 className="sr-only">{t("signUp.title")}</h1>
      <SignUp fallback={<FormSkeleton label={t("loading")} />} />
    </>
  );
}
