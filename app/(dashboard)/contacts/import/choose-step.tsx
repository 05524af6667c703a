"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/ui/cn";
import {
  type CsvTable,
  readFile,
  type ReadTable,
  readTable,
  type TableProblem,
} from "./read-table";

interface Props {
  table: CsvTable | null;
  onTable: (table: CsvTable | null) => void;
}

/** A file, or rows that were copied from a spreadsheet. */
export function ChooseStep({ table, onTable }: Props) {
  const t = useTranslations("contacts.import");
  const [problem, setProblem] = useState<TableProblem | null>(null);
  const take = async (reading: Promise<ReadTable>) => {
    const result = await reading.catch((): ReadTable => ({
      ok: false,
      problem: "unreadable",
    }));
    setProblem(result.ok ? null : result.problem);
    onTable(result.ok ? result.table : null);
  };
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("chooseTitle")}</CardTitle>
        {table !== null && (
          <Button variant="ghost" size="sm" onClick={() => onTable(null)}>
            {t("another")}
          </Button>
        )}
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        {table === null ? (
          <>
            <FileDrop onFile={(file) => void take(readFile(file))} />
            <PasteBox
              onText={(text) => void take(readTable(t("pastedName"), text))}
            />
          </>
        ) : (
          <p role="status" className="text-sm">
            {t("chosen", { name: table.name, rows: table.lines.length })}
          </p>
        )}
        <p role="alert" className="text-sm text-bad empty:hidden">
          {problem === null ? null : t(`fileProblems.${problem}`)}
        </p>
      </CardBody>
    </Card>
  );
}

function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const t = useTranslations("contacts.import");
  const inputId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) onFile(file);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={cn(
        "flex flex-col items-center gap-2 rounded-panel border border-dashed border-line-strong p-6 text-sm text-muted",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      <input
        ref={input}
        id={inputId}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label={t("choose")}
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) onFile(file);
          target.value = "";
        }}
      />
      <Button variant="secondary" onClick={() => input.current?.click()}>
        <FileUp aria-hidden="true" />
        {t("choose")}
      </Button>
      {t("drop")}
    </div>
  );
}

function PasteBox({ onText }: { onText: (text: string) => void }) {
  const t = useTranslations("contacts.import");
  const [text, setText] = useState("");
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("paste")} hint={t("pasteHint")}>
        <Textarea
          rows={4}
          value={text}
          spellCheck={false}
          className="font-mono text-xs"
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <Button
        variant="secondary"
        className="self-start"
        disabled={text.trim() === ""}
        onClick={() => onText(text)}
      >
        {t("usePasted")}
      </Button>
    </div>
  );
}
