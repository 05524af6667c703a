"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import type { Id } from "@/convex/_generated/dataModel";
import { errorCode } from "@/lib/error-code";
import { otherContactOf, useContactError } from "../use-contact-error";
import type { Profile } from "./types";
import { type Patch, usePatch } from "./use-patch";

export type Details = Pick<
  Profile,
  "stage" | "tags" | "note" | "assigneeId"
> & {
  name: string;
  phone: string;
};

export type Failure = { text: string; other: Id<"contacts"> | null };

function detailsOf(profile: Profile): Details {
  const { name, phone, stage, tags, note, assigneeId } = profile;
  return {
    name: name ?? "",
    phone: phone ?? "",
    ...{ stage, tags, note, assigneeId },
  };
}

/** What is typed over what is stored: a field nobody touched follows the others' changes live. */
export function useDetails(profile: Profile) {
  const t = useTranslations("contacts.detail");
  const describe = useContactError();
  const patch = usePatch(profile.id);
  const [typed, setTyped] = useState<Partial<Details>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);
  const stored = detailsOf(profile);
  const changed = changesOf(stored, typed);
  const save = async () => {
    setPending(true);
    setFailure(null);
    try {
      await patch(changed);
      setTyped({});
      toast.success(t("saved"));
    } catch (error) {
      setFailure(
        errorCode(error) === "DUPLICATE"
          ? { text: t("duplicate"), other: otherContactOf(error) }
          : { text: describe(error), other: null },
      );
    } finally {
      setPending(false);
    }
  };
  return {
    details: { ...stored, ...typed },
    change: (next: Partial<Details>) =>
      setTyped((earlier) => ({ ...earlier, ...next })),
    isChanged: Object.keys(changed).length > 0,
    isPending,
    failure,
    save,
    reset: () => {
      setTyped({});
      setFailure(null);
    },
  };
}

function changesOf(stored: Details, typed: Partial<Details>): Patch {
  const patch: Patch = {};
  const { name, phone, stage, tags, note, assigneeId } = typed;
  if (name !== undefined && name !== stored.name) patch.name = name;
  if (phone !== undefined && phone !== stored.phone) patch.phone = phone;
  if (stage !== undefined && stage !== stored.stage) patch.stage = stage;
  if (note !== undefined && note !== stored.note) patch.note = note;
  if (tags !== undefined && tags.join() !== stored.tags.join())
    patch.tags = tags;
  if (assigneeId !== undefined && assigneeId !== stored.assigneeId)
    patch.assigneeId = assigneeId;
  return patch;
}
