import { type FunctionReturnType } from "convex/server";
import { type api } from "@/convex/_generated/api";

export type ConversationRow = FunctionReturnType<
  typeof api.conversations.inbox.list
>["page"][number];

export type Conversation = FunctionReturnType<
  typeof api.conversations.thread.get
>;

/** Messages a thread begins with. */
export const FIRST_MESSAGES = 40;

/** What a page read of a conversation before it is live. */
export interface FirstLook {
  conversation: Conversation;
  messages: FunctionReturnType<typeof api.conversations.thread.list>;
  notes: Note[];
}

export type ThreadEntry = FunctionReturnType<
  typeof api.conversations.thread.list
>["page"][number];

export type Note = FunctionReturnType<
  typeof api.conversations.notes.list
>[number];

export type ComposerState = FunctionReturnType<
  typeof api.conversations.composer.get
>;

export type CannedReply = FunctionReturnType<
  typeof api.conversations.cannedReplies.list
>[number];

export type Label = ConversationRow["labels"][number];

export type Candidate = FunctionReturnType<
  typeof api.conversations.assignment.candidates
>[number];

export type Trace = NonNullable<
  FunctionReturnType<typeof api.assistant.trace.get>
>;

export type PanelView = FunctionReturnType<typeof api.conversations.panel.get>;

export type SearchHit = FunctionReturnType<
  typeof api.conversations.search.find
>[number];
