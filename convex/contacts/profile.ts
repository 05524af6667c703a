import { type Infer, v } from "convex/values";
import {
  type Checked,
  checkName,
  checkNote,
  checkTags,
} from "../../lib/contacts/fields";
import { normalizePhone } from "../../lib/whatsapp/phone";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { abandonTurn, getOpenTurn } from "../assistant/turnModel";
import { recordAudit } from "../audit/model";
import { listOfContact } from "../conversations/listModel";
import { conversationStatus } from "../conversations/schema";
import { tenantMutation, tenantQuery } from "../functions";
import { requireInstance } from "../instances/model";
import { requireMembership } from "../tenants/memberModel";
import { getHomeCountry } from "./countryModel";
import {
  changeContact,
  type ContactDetails,
  fieldError,
  insertContact,
  listAliases,
  listChanges,
} from "./detailsModel";
import { contactView, viewOfContact } from "./personModel";
import { requireContact } from "./model";
import { contactStage } from "./schema";

const MAX_CONVERSATIONS = 50;
const MAX_CHANGES = 50;

const conversation = v.object({
  id: v.id("conversations"),
  instanceLabel: v.string(),
  status: conversationStatus,
  lastMessageAt: v.number(),
  lastMessagePreview: v.string(),
});

/** One contact with its conversations. `id` differs from the one asked for after a merge. */
export const get = tenantQuery({
  permission: "read",
  args: { contactId: v.id("contacts") },
  returns: v.object({
    ...contactView.fields,
    otherPhones: v.array(v.string()),
    conversations: v.array(conversation),
  }),
  handler: async (ctx, { contactId }) => {
    const contact = await requireContact(ctx, ctx.tenant._id, contactId);
    const aliases = await listAliases(ctx, contact._id);
    return {
      ...viewOfContact(contact),
      otherPhones: aliases
        .filter(({ alias }) => alias.startsWith("phone:"))
        .map(({ alias }) => alias.slice("phone:".length))
        .filter((phone) => phone !== contact.phone),
      conversations: await conversationsOf(ctx, contact),
    };
  },
});

async function conversationsOf(
  ctx: QueryCtx,
  contact: Doc<"contacts">,
): Promise<Infer<typeof conversation>[]> {
  const theirs = await listOfContact(ctx, contact._id, MAX_CONVERSATIONS);
  return Promise.all(
    theirs.map(async (row) => {
      const instance = await requireInstance(
        ctx,
        contact.tenantId,
        row.instanceId,
      );
      return {
        id: row._id,
        instanceLabel: instance.label,
        status: row.status,
        lastMessageAt: row.lastMessageAt,
        lastMessagePreview: row.lastMessagePreview,
      };
    }),
  );
}

/** What members changed on a contact, newest first, at most 50 changes. */
export const changes = tenantQuery({
  permission: "read",
  args: { contactId: v.id("contacts") },
  returns: v.array(
    v.object({
      at: v.number(),
      actor: v.string(),
      fields: v.array(
        v.object({ field: v.string(), from: v.string(), to: v.string() }),
      ),
    }),
  ),
  handler: async (ctx, { contactId }) => {
    const contact = await requireContact(ctx, ctx.tenant._id, contactId);
    const found = await listChanges(ctx, contact._id, MAX_CHANGES);
    return found.map(({ _creationTime, actor, fields }) => ({
      at: _creationTime,
      actor,
      fields,
    }));
  },
});

/** Adds a person by phone number; DUPLICATE names the contact who has it. */
export const create = tenantMutation({
  permission: "manage_contacts",
  args: { name: v.string(), phone: v.string() },
  returns: v.id("contacts"),
  handler: async (ctx, args): Promise<Id<"contacts">> => {
    const contact = await insertContact(ctx, ctx.tenant._id, {
      name: taken(checkName(args.name)),
      phone: await readPhone(ctx, ctx.tenant._id, args.phone),
    });
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "contact.create",
      target: contact._id,
    });
    return contact._id;
  },
});

const patch = v.object({
  name: v.optional(v.string()),
  phone: v.optional(v.string()),
  stage: v.optional(contactStage),
  tags: v.optional(v.array(v.string())),
  note: v.optional(v.string()),
  aiOff: v.optional(v.boolean()),
  assigneeId: v.optional(v.union(v.id("memberships"), v.null())),
});

/** Changes what is given. A number that another contact has is refused as DUPLICATE, with that contact's id. */
export const update = tenantMutation({
  permission: "manage_contacts",
  args: { contactId: v.id("contacts"), patch },
  returns: v.null(),
  handler: async (ctx, args) => {
    const contact = await requireContact(ctx, ctx.tenant._id, args.contactId);
    const wanted = await readPatch(ctx, ctx.tenant._id, args.patch);
    const changed = await changeContact(ctx, contact, wanted, ctx.actor);
    if (changed.length === 0) return null;
    if (wanted.aiOff === true) await silence(ctx, contact, ctx.actor);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "contact.update",
      target: contact._id,
      reason: changed.map(({ field }) => field).join(", "),
    });
    return null;
  },
});

async function readPatch(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  { name, phone, stage, tags, note, aiOff, assigneeId }: Infer<typeof patch>,
): Promise<Partial<ContactDetails>> {
  const wanted: Partial<ContactDetails> = {};
  if (name !== undefined) wanted.name = taken(checkName(name));
  if (phone !== undefined) wanted.phone = await readPhone(ctx, tenantId, phone);
  if (stage !== undefined) wanted.stage = stage;
  if (tags !== undefined) wanted.tags = taken(checkTags(tags));
  if (note !== undefined) wanted.note = taken(checkNote(note));
  if (aiOff !== undefined) wanted.aiOff = aiOff;
  if (assigneeId !== undefined) {
    if (assigneeId !== null) await requireMembership(ctx, tenantId, assigneeId);
    wanted.assigneeId = assigneeId;
  }
  return wanted;
}

/** An answer that is being written for a personal contact does not leave. */
async function silence(
  ctx: MutationCtx,
  contact: Doc<"contacts">,
  actor: string,
): Promise<void> {
  for (const theirs of await listOfContact(
    ctx,
    contact._id,
    MAX_CONVERSATIONS,
  )) {
    const open = await getOpenTurn(ctx, theirs);
    if (open === null) continue;
    await abandonTurn(ctx, open, "cancelled", actor, "personal contact");
  }
}

async function readPhone(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  text: string,
): Promise<string> {
  if (text.trim() === "") throw fieldError("phone_missing");
  const country = await getHomeCountry(ctx, tenantId);
  const phone = normalizePhone(text, country ?? undefined);
  if (phone === null) throw fieldError("phone_invalid");
  return phone;
}

function taken<T>(checked: Checked<T>): T {
  if (checked.ok) return checked.value;
  throw fieldError(checked.problem);
}
