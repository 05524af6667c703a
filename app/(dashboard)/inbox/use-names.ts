import { useTranslations } from "next-intl";

/** Whom a name stands for in the list, the thread and the panel. */
export function useContactName(): (contact: {
  contactName: string | null;
  contactPhone: string | null;
}) => string {
  const t = useTranslations("inbox");
  return ({ contactName, contactPhone }) =>
    contactName ?? contactPhone ?? t("unknownContact");
}

export function usePersonName(): (person: {
  name: string;
  isMe: boolean;
}) => string {
  const t = useTranslations("inbox");
  return ({ name, isMe }) =>
    isMe ? t("you") : name === "" ? t("formerMember") : name;
}
