"use client";

import { usePaginatedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { api } from "@/convex/_generated/api";
import { type Id } from "@/convex/_generated/dataModel";
import { type InboxAddress } from "../address";
import { useInboxAddress } from "../use-inbox-address";
import { FilterBar } from "./filter-bar";
import { ListSkeleton } from "./list-skeleton";
import { SearchBox } from "./search-box";
import { VirtualRows } from "./virtual-rows";

const SearchResults = dynamic(
  () => import("./search-results").then((loaded) => loaded.SearchResults),
  { loading: ListSkeleton },
);

const EmptyList = dynamic(() =>
  import("./empty-list").then((loaded) => loaded.EmptyList),
);

const FIRST_ROWS = 30;
const MORE_ROWS = 50;

/** The left pane: filters, search, and the conversations they leave. */
export function ConversationList({ phoneUrl }: { phoneUrl: string | null }) {
  const t = useTranslations("inbox.list");
  const { address } = useInboxAddress();
  return (
    <section
      aria-label={t("title")}
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      <div className="flex flex-col gap-2 border-b border-line px-3 py-2.5">
        <SearchBox />
        {address.search === "" && <FilterBar />}
      </div>
      {address.search === "" ? (
        <Rows address={address} phoneUrl={phoneUrl} />
      ) : (
        <SearchResults text={address.search} />
      )}
    </section>
  );
}

function Rows({
  address,
  phoneUrl,
}: {
  address: InboxAddress;
  phoneUrl: string | null;
}) {
  const { results, status, loadMore } = usePaginatedQuery(
    api.conversations.inbox.list,
    listArgs(address),
    { initialNumItems: FIRST_ROWS },
  );
  if (status === "LoadingFirstPage") return <ListSkeleton />;
  if (results.length === 0 && status === "Exhausted") {
    return <EmptyList address={address} phoneUrl={phoneUrl} />;
  }
  return (
    <VirtualRows
      key={`${address.filter}:${address.labelId ?? ""}:${address.numberId ?? ""}`}
      rows={results}
      hasMore={status !== "Exhausted"}
      onNearEnd={() => {
        if (status === "CanLoadMore") loadMore(MORE_ROWS);
      }}
    />
  );
}

function listArgs({ filter, labelId, numberId }: InboxAddress) {
  if (labelId === null) {
    // As below: what is no number of this business is refused.
    const instanceId = numberId as Id<"instances"> | null;
    return { filter, ...(instanceId === null ? {} : { instanceId }) };
  }
  // The address names the label; Convex refuses what is not an id of one.
  return { filter: "label" as const, labelId: labelId as Id<"labels"> };
}
