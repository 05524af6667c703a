"use client";

import { useMutation } from "convex/react";
import { type FunctionArgs } from "convex/server";
import { api } from "@/convex/_generated/api";
import type { Profile } from "./types";

export type Patch = FunctionArgs<typeof api.contacts.profile.update>["patch"];

/** Changes the contact on show; throws what the server refused. */
export function usePatch(contactId: Profile["id"]) {
  const update = useMutation(api.contacts.profile.update);
  return async (patch: Patch): Promise<void> => {
    await update({ contactId, patch });
  };
}
