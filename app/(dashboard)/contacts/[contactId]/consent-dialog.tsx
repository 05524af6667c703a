"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import { CONTACT_LIMITS } from "@/lib/contacts/fields";
import { useContactError } from "../use-contact-error";
import type { Profile } from "./types";

export function ConsentDialog({ profile }: { profile: Profile }) {
  const t = useTranslations("contacts.consent");
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary" size="sm">
          {t("change")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("dialogTitle")}</DialogTitle>
          <DialogDescription>{t("dialogBody")}</DialogDescription>
        </DialogHeader>
        <ConsentForm profile={profile} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

interface FormProps {
  profile: Profile;
  onDone: () => void;
}

function ConsentForm({ profile, onDone }: FormProps) {
  const t = useTranslations("contacts.consent");
  const describe = useContactError();
  const set = useMutation(api.contacts.consent.set);
  const [to, setTo] = useState<"opted_in" | "opted_out">(
    profile.consent === "opted_in" ? "opted_out" : "opted_in",
  );
  const [evidence, setEvidence] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (evidence.trim() === "") {
      setFailure(t("evidenceMissing"));
      return;
    }
    try {
      await set({ contactId: profile.id, to, evidence });
      toast.success(t("done"));
      onDone();
    } catch (error) {
      setFailure(describe(error));
    }
  };
  return (
    <form
      noValidate
      className="contents"
      onSubmit={(event) => void submit(event)}
    >
      <Field label={t("to")}>
        <NativeSelect
          value={to}
          onChange={({ target }) =>
            setTo(target.value === "opted_in" ? "opted_in" : "opted_out")
          }
        >
          <option value="opted_in" disabled={profile.consent === "opted_in"}>
            {t("optIn")}
          </option>
          <option value="opted_out" disabled={profile.consent === "opted_out"}>
            {t("optOut")}
          </option>
        </NativeSelect>
      </Field>
      <Field label={t("evidence")} hint={t("evidenceHint")} error={failure}>
        <Textarea
          rows={3}
          dir="auto"
          value={evidence}
          maxLength={CONTACT_LIMITS.evidenceChars}
          onChange={({ target }) => setEvidence(target.value)}
        />
      </Field>
      <DialogFooter>
        <Button type="submit">{t("submit")}</Button>
      </DialogFooter>
    </form>
  );
}
