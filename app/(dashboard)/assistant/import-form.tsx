"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useMemo, useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import type { FaqEntry } from "@/lib/assistant/faq";
import { LIMITS } from "@/lib/assistant/limits";

interface Material {
  text: string;
  category: string;
}

interface ImportFormProps {
  /** What the text is, and how it is understood. */
  label: string;
  hint: string;
  split: (text: string) => FaqEntry[];
  /** What the form begins with. */
  start?: Material;
  close: () => void;
}

const NONE: ReadonlySet<number> = new Set();
const EMPTY: Material = { text: "", category: "" };

/** The text, the entries that are found in it, and which of them are wanted. */
function useMaterial(start: Material, split: ImportFormProps["split"]) {
  const [text, setText] = useState(start.text);
  const [category, setCategory] = useState(start.category);
  const [left, setLeft] = useState(NONE);
  const pasted = useDeferredValue(text);
  const found = useMemo(() => split(pasted), [split, pasted]);
  const write = (next: string) => {
    setText(next);
    setLeft(NONE);
  };
  const chosen = found.filter((_entry, index) => !left.has(index));
  return { text, write, category, setCategory, found, left, setLeft, chosen };
}

function useSaving(close: () => void) {
  const t = useTranslations("assistant.import");
  const describe = useErrorText();
  const importMany = useMutation(api.assistant.knowledge.importMany);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (entries: FaqEntry[], category: string) => {
    try {
      const result = await importMany({ entries, category });
      toast.success(t("imported", result));
      close();
    } catch (error) {
      setFailure(describe(error));
    }
  };
  return { save, failure };
}

/** A text that becomes several entries, which are shown before they are saved. */
export function ImportForm({ start = EMPTY, ...props }: ImportFormProps) {
  const t = useTranslations("assistant.import");
  const common = useTranslations("common");
  const material = useMaterial(start, props.split);
  const { save, failure } = useSaving(props.close);
  const { chosen, category } = material;
  return (
    <>
      <Field label={props.label} hint={props.hint}>
        <Textarea
          rows={6}
          className="max-h-52"
          placeholder={t("example")}
          value={material.text}
          onChange={(event) => material.write(event.target.value)}
        />
      </Field>
      <Preview
        entries={material.found}
        left={material.left}
        onLeft={material.setLeft}
      />
      <Field label={t("category")} className="max-w-xs">
        <Input
          value={category}
          maxLength={LIMITS.entryCategory}
          onChange={(event) => material.setCategory(event.target.value)}
        />
      </Field>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {failure}
      </p>
      <DialogFooter>
        <Button variant="ghost" onClick={props.close}>
          {common("cancel")}
        </Button>
        <Button
          disabled={chosen.length === 0}
          onClick={() => void save(chosen, category)}
        >
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
