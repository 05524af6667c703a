"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { api } from "@/convex/_generated/api";
import type { EntryName } from "./kinds";

interface Lesson {
  description: string;
  entries: { name: EntryName; content: string }[];
}

/** Saves what the business says about itself; `teach` answers whether it was saved. */
export function useTeaching() {
  const t = useTranslations("onboarding.teach");
  const describe = useErrorText();
  const setProfile = useMutation(api.assistant.profile.set);
  const addEntry = useMutation(api.assistant.knowledge.add);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const teach = async ({ description, entries }: Lesson): Promise<boolean> => {
    const missing =
      description.trim() === ""
        ? t("needDescription")
        : entries.length === 0
          ? t("needAnswer")
          : null;
    setFailure(missing);
    if (missing !== null) return false;
    setPending(true);
    try {
      await setProfile({ description: description.trim() });
      for (const { name, content } of entries) {
        await addEntry({ title: t(`entries.${name}.title`), content });
      }
      toast.success(t("saved"));
      return true;
    } catch (error) {
      setFailure(describe(error));
      return false;
    } finally {
      setPending(false);
    }
  };
  return { teach, pending, failure };
}
