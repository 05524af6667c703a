"use client";

import { useMutation } from "convex/react";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import { LIMITS } from "@/lib/assistant/limits";
import { useSession } from "../session";

interface TryComposerProps {
  /** What stands in it at first. */
  question: string;
  isWaiting: boolean;
  onAsked: () => void;
}

export function TryComposer({
  question,
  isWaiting,
  onAsked,
}: TryComposerProps) {
  const t = useTranslations("assistant.try");
  const common = useTranslations("common");
  const { can } = useSession();
  const describe = useErrorText();
  const ask = useMutation(api.assistant.testChat.ask);
  const [text, setText] = useState(question);
  const [isNew, setIsNew] = useState(true);
  const [at, setAt] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const isReady = can("reply") && !isWaiting && text.trim() !== "";
  const send = async () => {
    if (!isReady) return;
    const instant = at === "" ? {} : { at: new Date(at).getTime() };
    setFailure(null);
    try {
      await ask({ text, asNewContact: isNew, ...instant });
      setText("");
      onAsked();
    } catch (error) {
      setFailure(describe(error));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.key !== "Enter" ||
      event.shiftKey ||
      event.nativeEvent.isComposing
    )
      return;
    event.preventDefault();
    void send();
  };
  return (
    <div className="flex flex-col gap-3 border-t border-line p-4">
      <div className="flex items-end gap-2">
        <Textarea
          aria-label={t("message")}
          placeholder={t("placeholder")}
          rows={1}
          maxLength={LIMITS.testMessage}
          disabled={!can("reply")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="max-h-40 min-h-9"
        />
        <Button disabled={!isReady} onClick={() => void send()}>
          <Send aria-hidden="true" />
          {t("send")}
        </Button>
      </div>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {failure}
      </p>
      {!can("reply") && (
        <p className="text-sm text-muted">{common("permissionNeeded.reply")}</p>
      )}
      <Pretend isNew={isNew} onNew={setIsNew} at={at} onAt={setAt} />
      <p className="text-[0.8125rem] text-muted">{t("neverSends")}</p>
    </div>
  );
}

interface PretendProps {
  isNew: boolean;
  onNew: (isNew: boolean) => void;
  at: string;
  onAt: (at: string) => void;
}

/** Whom and when the rules are asked about. */
function Pretend({ isNew, onNew, at, onAt }: PretendProps) {
  const t = useTranslations("assistant.try");
  return (
    <details className="text-sm">
      <summary className="min-h-6 cursor-pointer text-muted">
        {t("pretend")}
      </summary>
      <div className="mt-2 flex flex-wrap items-start gap-4">
        <label className="flex h-9 items-center gap-1.5">
          <Checkbox checked={isNew} onCheckedChange={onNew} />
          {t("asNew")}
        </label>
        <Field label={t("at")} hint={t("atHint")}>
          <Input
            type="datetime-local"
            value={at}
            onChange={(event) => onAt(event.target.value)}
          />
        </Field>
      </div>
    </details>
  );
}
