"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import { type PanelView } from "../views";

const MAX_EVIDENCE_CHARS = 500;

interface Props {
  contact: PanelView["contact"];
  onClose: () => void;
}

/** Records what the person told the business, in words that can be shown later. */
export function ConsentDialog({ contact, onClose }: Props) {
  const t = useTranslations("inbox.consent");
  const errorText = useErrorText();
  const set = useMutation(api.contacts.consent.set);
  const [to, setTo] = useState<"opted_in" | "opted_out">(
    contact.consent === "opted_in" ? "opted_out" : "opted_in",
  );
  const [evidence, setEvidence] = useState("");
  const [error, setError] = useState<string | null>(null);
  const save = async () => {
    try {
      await set({ contactId: contact.id, to, evidence: evidence.trim() });
      onClose();
    } catch (thrown) {
      setError(errorText(thrown));
    }
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-md">
        <form
          className="contents"
          onSubmit={(event) => {
            event.preventDefault();
            if (evidence.trim() !== "") void save();
          }}
        >
          <DialogHeader>
            <DialogTitle>{t("changeTitle")}</DialogTitle>
            <DialogDescription>{t("changeBody")}</DialogDescription>
          </DialogHeader>
          <Field label={t("to")}>
            <NativeSelect
              value={to}
              onChange={(event) =>
                setTo(
                  event.target.value === "opted_in" ? "opted_in" : "opted_out",
                )
              }
            >
              <option value="opted_in">{t("status.opted_in")}</option>
              <option value="opted_out">{t("status.opted_out")}</option>
            </NativeSelect>
          </Field>
          <Field label={t("evidence")} hint={t("evidenceHint")} error={error}>
            <Textarea
              value={evidence}
              maxLength={MAX_EVIDENCE_CHARS}
              onChange={(event) => setEvidence(event.target.value)}
            />
          </Field>
          <DialogFooter>
            <Button variant="secondary" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={evidence.trim() === ""}>
              {t("save")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
