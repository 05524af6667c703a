"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusBadge } from "@/components/ui/status-badge";
import { OwnKeyForm } from "./own-key-form";
import type { OwnKeyState } from "./types";

const TONES = {
  untested: "warn",
  working: "good",
  refused: "bad",
  limited: "warn",
  rejected: "bad",
  unreachable: "warn",
  unreadable: "bad",
} as const;

type Key = NonNullable<OwnKeyState["key"]>;

interface Actions {
  onCheck: () => void;
  onRemove: () => Promise<void>;
}

interface OwnKeyPanelProps extends Actions {
  state: OwnKeyState;
  onSave: (apiKey: string) => Promise<void>;
}

export function OwnKeyPanel({ state, onSave, ...actions }: OwnKeyPanelProps) {
  const t = useTranslations("settings.ownKey");
  const [isReplacing, setReplacing] = useState(false);
  const { isOffered, key } = state;
  const save = async (apiKey: string) => {
    await onSave(apiKey);
    setReplacing(false);
  };
  return (
    <>
      {!isOffered && (
        <p className="rounded-control bg-sunken px-3 py-2 text-sm text-muted">
          {t("notOffered")}
        </p>
      )}
      {key !== null && (
        <>
          <OwnKeyStatus ownKey={key} />
          <OwnKeyActions
            {...actions}
            ownKey={key}
            isOffered={isOffered}
            onReplace={isReplacing ? null : () => setReplacing(true)}
          />
        </>
      )}
      {isOffered && key === null && <OwnKeyForm onSave={save} />}
      {isOffered && key !== null && isReplacing && (
        <OwnKeyForm onSave={save} onCancel={() => setReplacing(false)} />
      )}
    </>
  );
}

interface OwnKeyActionsProps extends Actions {
  ownKey: Key;
  isOffered: boolean;
  /** Null while it is under way. */
  onReplace: (() => void) | null;
}

function OwnKeyActions({ ownKey, isOffered, ...props }: OwnKeyActionsProps) {
  const t = useTranslations("settings.ownKey");
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        variant="secondary"
        disabled={!isOffered || ownKey.isChecking}
        onClick={props.onCheck}
      >
        {t("check")}
      </Button>
      {isOffered && props.onReplace !== null && (
        <Button size="sm" variant="secondary" onClick={props.onReplace}>
          {t("replace")}
        </Button>
      )}
      <RemoveButton ending={ownKey.ending} onRemove={props.onRemove} />
    </div>
  );
}

function OwnKeyStatus({
  ownKey: { ending, verdict, verdictAt, isChecking },
}: {
  ownKey: Key;
}) {
  const t = useTranslations("settings.ownKey");
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <span className="font-mono">
          <span aria-hidden="true">••••••••</span>
          <span className="sr-only">{t("endsIn")} </span>
          {ending}
        </span>
        <span role="status">
          {isChecking ? (
            <span className="text-muted">{t("checking")}</span>
          ) : (
            <StatusBadge tone={TONES[verdict]}>
              {t(`verdict.${verdict}`)}
            </StatusBadge>
          )}
        </span>
        {verdictAt !== null && !isChecking && (
          <RelativeTime at={verdictAt} className="text-xs text-muted" />
        )}
      </p>
      {!isChecking && (
        <p className="text-[0.8125rem] leading-relaxed text-muted">
          {t(`meaning.${verdict}`)}
        </p>
      )}
    </div>
  );
}

function RemoveButton({
  ending,
  onRemove,
}: {
  ending: string;
  onRemove: () => Promise<void>;
}) {
  const t = useTranslations("settings.ownKey");
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost">
          {t("remove")}
        </Button>
      }
      title={t("removeTitle", { ending })}
      description={t("removeBody")}
      confirmLabel={t("remove")}
      onConfirm={onRemove}
    />
  );
}
