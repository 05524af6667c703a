import { useTranslations } from "next-intl";
import { kindOf } from "../message-kind";
import { type ConversationRow } from "../views";

/** The last message in a line: its words, or what it is, and whether it is ours. */
export function usePreview(): (row: ConversationRow) => string {
  const t = useTranslations("inbox");
  return ({ lastMessagePreview, lastMessage }) => {
    if (lastMessage === null) return t("list.noMessages");
    const words =
      lastMessagePreview.trim() === ""
        ? t(`messageType.${kindOf(lastMessage)}`)
        : lastMessagePreview;
    switch (lastMessage.author) {
      case "customer":
        return words;
      case "ai":
        return t("list.fromAi", { words });
      // Automatic messages are not the last word: the preview is the customer's.
      case "system":
        return lastMessagePreview.trim() === ""
          ? t("list.automatic")
          : lastMessagePreview;
      case "member":
      case "phone":
      case "api":
        return t("list.fromUs", { words });
    }
  };
}
