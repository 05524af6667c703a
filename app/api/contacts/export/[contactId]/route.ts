import { type FunctionReturnType } from "convex/server";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { errorCode } from "@/lib/error-code";
import { fetchAs, isSignedIn, mutateTraced } from "@/lib/server/convex";
import { refuse } from "@/lib/server/refuse";
import { streamOf } from "@/lib/server/stream";

const PAGE = 250;
const ID = /^[a-z0-9]{20,64}$/;

interface Context {
  params: Promise<{ contactId: string }>;
}

/** Everything kept about one person as JSON, with the words of their conversations. */
export async function GET(
  request: Request,
  { params }: Context,
): Promise<Response> {
  const { contactId: text } = await params;
  if (!(await isSignedIn())) {
    return refuse(request, "UNAUTHENTICATED", "Sign in first.");
  }
  if (!ID.test(text)) return refuse(request, "NOT_FOUND", "No such contact.");
  // Convex refuses an id of another table or tenant.
  const contactId = text as Id<"contacts">;
  let dossier: Dossier;
  try {
    await mutateTraced(api.contacts.dossier.record, { contactId });
    dossier = await fetchAs(api.contacts.dossier.get, { contactId });
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return refuse(request, code, "The contact cannot be exported.");
  }
  return new Response(streamOf(jsonOf(dossier)), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": 'attachment; filename="contact.json"',
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

type Dossier = FunctionReturnType<typeof api.contacts.dossier.get>;
type Page = FunctionReturnType<typeof api.contacts.dossier.messages>;

/** One JSON object, written as it is read: a long history is never held whole. */
async function* jsonOf({
  conversations,
  ...rest
}: Dossier): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  const head = JSON.stringify(rest).slice(0, -1);
  yield encoder.encode(`${head},"conversations":[`);
  for (const [index, conversation] of conversations.entries()) {
    const open = JSON.stringify(conversation).slice(0, -1);
    yield encoder.encode(`${index === 0 ? "" : ","}${open},"messages":[`);
    let isFirst = true;
    for await (const page of pagesOf(conversation.id)) {
      for (const message of page) {
        const text = JSON.stringify(message);
        yield encoder.encode(isFirst ? text : `,${text}`);
        isFirst = false;
      }
    }
    yield encoder.encode("]}");
  }
  yield encoder.encode("]}");
}

async function* pagesOf(
  conversationId: Id<"conversations">,
): AsyncGenerator<Page["page"]> {
  let cursor: string | null = null;
  for (;;) {
    const result: Page = await fetchAs(api.contacts.dossier.messages, {
      conversationId,
      paginationOpts: { numItems: PAGE, cursor },
    });
    yield result.page;
    if (result.isDone) return;
    cursor = result.continueCursor;
  }
}
