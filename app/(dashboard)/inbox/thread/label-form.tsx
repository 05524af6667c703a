"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import {
  LABEL_COLORS,
  MAX_LABEL_NAME_CHARS,
  type LabelColor,
} from "@/lib/conversations/labels";
import { cn } from "@/lib/ui/cn";
import { LabelDot } from "../label-chip";

interface NewLabel {
  name: string;
  color: LabelColor;
}

interface Props {
  initial?: NewLabel;
  submitLabel: string;
  onSubmit: (label: NewLabel) => Promise<unknown>;
  onCancel?: () => void;
  clearsAfter?: boolean;
}

export function LabelForm(props: Props) {
  const t = useTranslations("inbox.labels");
  const errorText = useErrorText();
  const [name, setName] = useState(props.initial?.name ?? "");
  const [color, setColor] = useState<LabelColor>(
    props.initial?.color ?? "gray",
  );
  const [error, setError] = useState<string | null>(null);
  const submit = async () => {
    try {
      await props.onSubmit({ name: name.trim(), color });
      setError(null);
      if (props.clearsAfter === true) setName("");
    } catch (thrown) {
      setError(errorText(thrown));
    }
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label={t("name")} error={error}>
        <Input
          value={name}
          maxLength={MAX_LABEL_NAME_CHARS}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <ColorChoice color={color} onChoose={setColor} />
      <div className="flex justify-end gap-2">
        {props.onCancel !== undefined && (
          <Button variant="ghost" size="sm" onClick={props.onCancel}>
            {t("cancel")}
          </Button>
        )}
        <Button type="submit" size="sm" disabled={name.trim() === ""}>
          {props.submitLabel}
        </Button>
      </div>
    </form>
  );
}

function ColorChoice({
  color,
  onChoose,
}: {
  color: LabelColor;
  onChoose: (color: LabelColor) => void;
}) {
  const t = useTranslations("inbox.labels");
  return (
    <div role="radiogroup" aria-label={t("color")} className="flex flex-wrap">
      {LABEL_COLORS.map((choice) => (
        <label
          key={choice}
          className={cn(
            "grid size-7 cursor-pointer place-items-center rounded-full border-2 has-focus-visible:outline-2 has-focus-visible:outline-accent",
            choice === color ? "border-ink" : "border-transparent",
          )}
        >
          <input
            type="radio"
            name="color"
            className="sr-only"
            checked={choice === color}
            onChange={() => onChoose(choice)}
          />
          <span className="sr-only">{t(`colors.${choice}`)}</span>
          <LabelDot color={choice} className="size-4" />
        </label>
      ))}
    </div>
  );
}
