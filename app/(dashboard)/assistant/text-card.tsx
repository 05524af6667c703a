"use client";

import { Coins } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useRef } from "react";
import { useController, type UseFormReturn } from "react-hook-form";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { LIMITS } from "@/lib/assistant/limits";
import {
  renderText,
  TEXT_VARIABLES,
  type TextValues,
} from "@/lib/assistant/texts";
import { priceOf } from "@/lib/credits/prices";
import { useFault } from "./invalid";
import type { TextsValues } from "./texts-tab";

interface TextCardProps {
  form: UseFormReturn<TextsValues>;
  name: "welcomeText" | "awayText" | "fallbackText" | "handoffNotice";
  /** What the preview fills in. */
  values: TextValues;
  children: ReactNode;
}

/** One standing text: on or off, its words, its price and how it will read. */
export function TextCard({ form, name, values, children }: TextCardProps) {
  const t = useTranslations("assistant.texts");
  const id = useId();
  const { field } = useController({ control: form.control, name });
  const lastWritten = useRef<string | null>(null);
  const choose = (on: boolean) => {
    if (!on) lastWritten.current = field.value;
    field.onChange(on ? (lastWritten.current ?? t(`${name}.example`)) : null);
  };
  return (
    <Card>
      <CardHeader className="flex-nowrap">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <CardTitle id={id}>{t(`${name}.title`)}</CardTitle>
          <Price />
        </div>
        <Switch
          aria-labelledby={id}
          checked={field.value !== null}
          onCheckedChange={choose}
        />
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        <p className="text-sm text-muted">{t(`${name}.description`)}</p>
        {field.value !== null && (
          <>
            <TextEditor form={form} name={name} values={values} />
            {children}
          </>
        )}
      </CardBody>
    </Card>
  );
}

function Price() {
  const t = useTranslations("assistant.texts");
  return (
    <Badge>
      <Coins aria-hidden="true" />
      {t("price", { count: priceOf("text") })}
    </Badge>
  );
}

function TextEditor({ form, name, values }: Omit<TextCardProps, "children">) {
  const t = useTranslations("assistant.texts");
  const fault = useFault();
  const area = useRef<HTMLTextAreaElement | null>(null);
  const { field, fieldState } = useController({ control: form.control, name });
  const text = field.value ?? "";
  const insert = (variable: string) => {
    const at = area.current?.selectionStart ?? text.length;
    const end = area.current?.selectionEnd ?? at;
    field.onChange(`${text.slice(0, at)}{{${variable}}}${text.slice(end)}`);
    area.current?.focus();
  };
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <div className="flex flex-col gap-2">
        <Field
          label={t("text")}
          hint={t("count", { count: text.length, most: LIMITS.text })}
          error={fault(fieldState.error)}
        >
          <Textarea
            rows={4}
            value={text}
            ref={(element) => {
              area.current = element;
              field.ref(element);
            }}
            onBlur={field.onBlur}
            onChange={(event) => field.onChange(event.target.value)}
          />
        </Field>
        <div className="flex flex-wrap gap-1.5">
          {TEXT_VARIABLES.map((variable) => (
            <Button
              key={variable}
              variant="secondary"
              size="sm"
              aria-label={t("insert", { variable })}
              onClick={() => insert(variable)}
            >
              {variable}
            </Button>
          ))}
        </div>
      </div>
      <div>
        <p className="mb-1.5 text-[0.8125rem] font-medium">{t("preview")}</p>
        <p className="w-fit max-w-full rounded-panel bg-bubble px-3 py-2 text-sm break-words whitespace-pre-wrap">
          {renderText(text, values)}
        </p>
      </div>
    </div>
  );
}
