"use client";

import { useMutation } from "convex/react";
import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
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
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { CONTACT_LIMITS } from "@/lib/contacts/fields";
import { errorCode } from "@/lib/error-code";
import { routes } from "@/lib/routes";
import { otherContactOf, useContactError } from "./use-contact-error";

export function CreateDialog() {
  const t = useTranslations("contacts");
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button>
          <UserPlus aria-hidden="true" />
          {t("actions.create")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("create.title")}</DialogTitle>
          <DialogDescription>{t("create.body")}</DialogDescription>
        </DialogHeader>
        <CreateForm />
      </DialogContent>
    </Dialog>
  );
}

type Failure = { text: string; other: Id<"contacts"> | null };

function useCreate() {
  const t = useTranslations("contacts.create");
  const describe = useContactError();
  const router = useRouter();
  const create = useMutation(api.contacts.profile.create);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);
  const submit = async (name: string, phone: string) => {
    setPending(true);
    try {
      const id = await create({ name, phone });
      toast.success(t("done"));
      router.push(routes.contact(id));
    } catch (error) {
      setPending(false);
      setFailure(
        errorCode(error) === "DUPLICATE"
          ? { text: t("duplicate"), other: otherContactOf(error) }
          : { text: describe(error), other: null },
      );
    }
  };
  return { submit, failure, isPending };
}

function CreateForm() {
  const t = useTranslations("contacts.create");
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const { submit, failure, isPending } = useCreate();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit(name, phone);
  };
  return (
    <form noValidate className="contents" onSubmit={onSubmit}>
      <Field label={t("name")}>
        <Input
          value={name}
          maxLength={CONTACT_LIMITS.nameChars}
          autoComplete="off"
          onChange={({ target }) => setName(target.value)}
        />
      </Field>
      <Field label={t("phone")} hint={t("phoneHint")} error={failure?.text}>
        <Input
          type="tel"
          value={phone}
          maxLength={40}
          autoComplete="off"
          onChange={({ target }) => setPhone(target.value)}
        />
      </Field>
      {failure?.other && (
        <Link
          href={routes.contact(failure.other)}
          className="self-start text-sm text-accent underline underline-offset-2"
        >
          {t("openExisting")}
        </Link>
      )}
      <DialogFooter>
        <Button type="submit" disabled={isPending}>
          {t("submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
