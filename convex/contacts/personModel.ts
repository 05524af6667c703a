/* What people see of a contact's own row. */
import { v } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import { consentStatus, contactDetails } from "./schema";

export const contactView = v.object({
  id: v.id("contacts"),
  name: v.union(v.string(), v.null()),
  phone: v.union(v.string(), v.null()),
  consent: consentStatus,
  ...contactDetails,
  createdAt: v.number(),
});

/** Everything of a contact's own row that people may see. */
export function viewOfContact({
  _id,
  _creationTime,
  name,
  phone,
  consent,
  stage,
  tags,
  note,
  aiOff,
  assigneeId,
}: Doc<"contacts">) {
  return {
    id: _id,
    ...{ name, phone, consent, stage, tags, note, aiOff, assigneeId },
    createdAt: _creationTime,
  };
}
