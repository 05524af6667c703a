import { api } from "@/convex/_generated/api";
import { type Id } from "@/convex/_generated/dataModel";
import { fetchAs, requireSession } from "@/lib/server/convex";
import { generateMetadata } from "../page";
import { FIRST_MESSAGES, type FirstLook } from "../views";
import { OpenedThread } from "./opened-thread";

export { generateMetadata };

interface Props {
  params: Promise<{ conversationId: string }>;
}

export default async function ConversationPage({ params }: Props) {
  await requireSession();
  const { conversationId } = await params;
  // What cannot be read now is asked again by the live page, which says why.
  const first = await look(conversationId).catch(() => null);
  return <OpenedThread conversationId={conversationId} first={first} />;
}

async function look(id: string): Promise<FirstLook> {
  // The address names it; Convex refuses what is not an id of one.
  const conversationId = id as Id<"conversations">;
  const paginationOpts = { numItems: FIRST_MESSAGES, cursor: null };
  const [conversation, messages, notes] = await Promise.all([
    fetchAs(api.conversations.thread.get, { conversationId }),
    fetchAs(api.conversations.thread.list, { conversationId, paginationOpts }),
    fetchAs(api.conversations.notes.list, { conversationId }),
  ]);
  return { conversation, messages, notes };
}
