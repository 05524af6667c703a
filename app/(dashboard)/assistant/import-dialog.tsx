"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import { type FaqEntry, splitFaq } from "@/lib/assistant/faq";
import { LIMITS } from "@/lib/assistant/limits";

/** Pasted text, cut into entries before anything is saved. */
export function ImportDialog({ trigger }: { trigger: ReactNode }) {
  const t = useTranslations("assistant.import");
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>
            {t("description", { most: LIMITS.importEntries })}
          </DialogDescription>
        </DialogHeader>
        <ImportForm close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

const NONE: ReadonlySet<number> = new Set();

function ImportForm({ close }: { close: () => void }) {
  const t = useTranslations("assistant.import");
  const common = useTranslations("common");
  const describe = useErrorText();
  const importMany = useMutation(api.assistant.knowledge.importMany);
  const [text, setText] = useState("");
  const [category, setCategory] = useState("");
  const [left, setLeft] = useState(NONE);
  const [failure, setFailure] = useState<string | null>(null);
  const pasted = useDeferredValue(text);
  const found = useMemo(() => splitFaq(pasted), [pasted]);
  const chosen = found.filter((_entry, index) => !left.has(index));
  const save = async () => {
    try {
      const result = await importMany({ entries: chosen, category });
      toast.success(t("imported", result));
      close();
    } catch (error) {
      setFailure(describe(error));
    }
  };
  return (
    <>
      <Field label={t("text")} hint={t("textHint")}>
        <Textarea
          rows={6}
          className="max-h-52"
          placeholder={t("example")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setLeft(NONE);
          }}
        />
      </Field>
      <Preview entries={found} left={left} onLeft={setLeft} />
      <Field label={t("category")} className="max-w-xs">
        <Input
          value={category}
          maxLength={LIMITS.entryCategory}
          onChange={(event) => setCategory(event.target.value)}
        />
      </Field>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {failure}
      </p>
      <DialogFooter>
        <Button variant="ghost" onClick={close}>
          {common("cancel")}
        </Button>
        <Button disabled={chosen.length === 0} onClick={() => void save()}>
          {t("confirm", { count: chosen.length })}
        </Button>
      </DialogFooter>
    </>
  );
}

interface PreviewProps {
  entries: FaqEntry[];
  left: ReadonlySet<number>;
  onLeft: (left: ReadonlySet<number>) => void;
}

/** What was found; each can be left out. */
function Preview({ entries, left, onLeft }: PreviewProps) {
  const t = useTranslations("assistant.import");
  const choose = (index: number, isChosen: boolean) => {
    const next = new Set(left);
    if (isChosen) next.delete(index);
    else next.add(index);
    onLeft(next);
  };
  return (
    <div>
      <p role="status" className="mb-1 text-[0.8125rem] text-muted">
        {t("found", { count: entries.length })}
      </p>
      {entries.length > 0 && (
        <ul className="max-h-56 divide-y divide-line overflow-y-auto rounded-control border border-line">
          {entries.map((entry, index) => (
            <li key={index}>
              <label className="flex items-start gap-2 px-2.5 py-2">
                <Checkbox
                  checked={!left.has(index)}
                  onCheckedChange={(isChosen) => choose(index, isChosen)}
                />
                <span className="min-w-0 text-sm">
                  <span className="block font-medium break-words">
                    {entry.title}
                  </span>
                  <span className="line-clamp-2 break-words text-muted">
                    {entry.content}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
