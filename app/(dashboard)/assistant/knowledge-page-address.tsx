"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useWebPage, type WebPage } from "./use-web-page";

const MAX_CHARS = 2_048;

interface PageAddressProps {
  onPage: (page: WebPage) => void;
  close: () => void;
}

export function PageAddress({ onPage, close }: PageAddressProps) {
  const t = useTranslations("assistant.page");
  const common = useTranslations("common");
  const [address, setAddress] = useState("");
  const { read, pending, failure } = useWebPage();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const page = await read(address);
    if (page !== null) onPage(page);
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => void submit(event)}
    >
      <Field label={t("address")} hint={t("addressHint")} error={failure}>
        <Input
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder={t("example")}
          maxLength={MAX_CHARS}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
      </Field>
      <p role="status" className="text-sm text-muted empty:hidden">
        {pending && t("reading")}
      </p>
      <DialogFooter>
        <Button variant="ghost" onClick={close}>
          {common("cancel")}
        </Button>
        <Button type="submit" disabled={pending || address.trim() === ""}>
          {t("read")}
        </Button>
      </DialogFooter>
    </form>
  );
}
