"use client";

import { useMutation, usePaginatedQuery } from "convex/react";
import { Merge } from "lucide-react";
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
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { useContactError } from "../use-contact-error";
import type { Profile } from "./types";

const SHOWN = 8;

export function MergeDialog({ profile }: { profile: Profile }) {
  const t = useTranslations("contacts");
  const [isOpen, setOpen] = useState(false);
  const name = profile.name ?? profile.phone ?? t("nameless");
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary" aria-label={t("detail.merge")}>
          <Merge aria-hidden="true" />
          {t("merge.submit")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("merge.title")}</DialogTitle>
          <DialogDescription>{t("merge.body", { name })}</DialogDescription>
        </DialogHeader>
        <MergeForm profile={profile} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

interface FormProps {
  profile: Profile;
  onDone: () => void;
}

function MergeForm({ profile, onDone }: FormProps) {
  const t = useTranslations("contacts.merge");
  const describe = useContactError();
  const merge = useMutation(api.contacts.duplicates.merge);
  const [search, setSearch] = useState("");
  const [otherId, setOtherId] = useState<Id<"contacts"> | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (otherId === null) return;
    try {
      await merge({ contactId: profile.id, otherId });
      toast.success(t("done"));
      onDone();
    } catch (error) {
      setFailure(describe(error));
    }
  };
  return (
    <form className="contents" onSubmit={(event) => void submit(event)}>
      <Field label={t("search")} error={failure}>
        <Input
          type="search"
          value={search}
          maxLength={100}
          onChange={({ target }) => {
            setSearch(target.value);
            setOtherId(null);
          }}
        />
      </Field>
      <Candidates
        search={search}
        without={profile.id}
        chosen={otherId}
        onChoose={setOtherId}
      />
      <DialogFooter>
        <Button type="submit" variant="danger" disabled={otherId === null}>
          {t("submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}

interface CandidatesProps {
  search: string;
  without: Id<"contacts">;
  chosen: Id<"contacts"> | null;
  onChoose: (id: Id<"contacts">) => void;
}

function Candidates({ search, without, chosen, onChoose }: CandidatesProps) {
  const t = useTranslations("contacts");
  const { results, status } = usePaginatedQuery(
    api.contacts.directory.list,
    { search },
    { initialNumItems: SHOWN },
  );
  const others = results.filter(({ id }) => id !== without).slice(0, SHOWN);
  return (
    <fieldset className="flex max-h-64 flex-col overflow-y-auto rounded-control border border-line">
      <legend className="sr-only">{t("merge.choose")}</legend>
      {others.length === 0 && status !== "LoadingFirstPage" && (
        <p className="p-3 text-sm text-muted">{t("merge.noMatch")}</p>
      )}
      {others.map(({ id, name, phone }) => (
        <label
          key={id}
          className="flex min-h-10 cursor-pointer items-center gap-3 px-3 py-1.5 text-sm hover:bg-surface-hover"
        >
          <input
            type="radio"
            name="other"
            checked={chosen === id}
            onChange={() => onChoose(id)}
            className="size-4 accent-(--accent)"
          />
          <span className="min-w-0 flex-1 truncate">
            <bdi>{name ?? t("nameless")}</bdi>
          </span>
          <bdi className="shrink-0 text-muted tabular-nums">
            {phone ?? t("hiddenPhone")}
          </bdi>
        </label>
      ))}
    </fieldset>
  );
}
