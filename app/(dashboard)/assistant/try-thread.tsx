"use client";

import { MessageCircleQuestion } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/ui/cn";
import type { TestTurn } from "./types";
import { useVerdict } from "./verdict";

interface TryThreadProps {
  turns: TestTurn[];
  chosen: TestTurn["id"] | null;
  onChoose: (turnId: TestTurn["id"]) => void;
}

export function TryThread({ turns, chosen, onChoose }: TryThreadProps) {
  const t = useTranslations("assistant.try");
  const end = useRef<HTMLDivElement>(null);
  const last = turns.at(-1);
  const mark = `${last?.id ?? ""}${last?.status ?? ""}`;
  useEffect(() => {
    if (mark !== "") end.current?.scrollIntoView({ block: "nearest" });
  }, [mark]);
  return (
    <div
      role="log"
      aria-label={t("title")}
      tabIndex={0}
      className="flex h-[42dvh] min-h-56 flex-col gap-4 overflow-y-auto bg-canvas p-4 lg:h-[26rem]"
    >
      {turns.length === 0 && (
        <EmptyState
          icon={<MessageCircleQuestion />}
          title={t("emptyTitle")}
          body={t("emptyBody")}
        />
      )}
      {turns.map((turn) => (
        <TurnView
          key={turn.id}
          turn={turn}
          isChosen={turn.id === chosen}
          choose={() => onChoose(turn.id)}
        />
      ))}
      <div ref={end} />
    </div>
  );
}

interface TurnViewProps {
  turn: TestTurn;
  isChosen: boolean;
  choose: () => void;
}

function TurnView({ turn, isChosen, choose }: TurnViewProps) {
  const t = useTranslations("assistant.try");
  const verdict = useVerdict(turn);
  const welcome = turn.texts.filter(({ kind }) => kind === "welcome");
  const others = turn.texts.filter(({ kind }) => kind !== "welcome");
  return (
    <div className="flex flex-col gap-1.5">
      <Bubble from="customer">{turn.question}</Bubble>
      {welcome.map(({ kind, text }) => (
        <Bubble key={kind} from="business" label={t(`texts.${kind}`)}>
          {text}
        </Bubble>
      ))}
      {turn.status === "pending" && (
        <div role="status" className="flex flex-col gap-1">
          <Skeleton className="h-9 w-48" />
          <span className="text-[0.8125rem] text-muted">{t("answering")}</span>
        </div>
      )}
      {turn.outcome?.kind === "answer" && (
        <Bubble from="business" isHeld={turn.decision.kind !== "answer"}>
          {turn.outcome.text}
        </Bubble>
      )}
      {others.map(({ kind, text }) => (
        <Bubble key={kind} from="business" label={t(`texts.${kind}`)}>
          {text}
        </Bubble>
      ))}
      <p className="flex flex-wrap items-center gap-2 text-[0.8125rem] text-muted">
        {turn.status !== "pending" && (
          <Badge tone={verdict.tone}>{verdict.title}</Badge>
        )}
        <button
          type="button"
          aria-pressed={isChosen}
          onClick={choose}
          className="min-h-6 rounded-control px-1 text-accent underline-offset-2 hover:underline aria-pressed:text-ink"
        >
          {isChosen ? t("shown") : t("why")}
        </button>
      </p>
    </div>
  );
}

interface BubbleProps {
  from: "customer" | "business";
  label?: string;
  /** Composed, and kept back by the rules. */
  isHeld?: boolean;
  children: string;
}

function Bubble({ from, label, isHeld = false, children }: BubbleProps) {
  return (
    <div
      className={cn(
        "w-fit max-w-[85%] rounded-panel px-3 py-2 text-sm break-words whitespace-pre-wrap",
        from === "customer"
          ? "self-end bg-bubble"
          : "self-start border border-line bg-bubble-in",
        isHeld && "border-dashed text-muted",
      )}
    >
      {label !== undefined && (
        <span className="block text-xs font-medium text-muted">{label}</span>
      )}
      {children}
    </div>
  );
}
