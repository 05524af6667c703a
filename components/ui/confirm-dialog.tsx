"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useContext, useState } from "react";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "./alert-dialog";
import { Button } from "./button";
import { DescribeError } from "./describe-error";
import { Field } from "./field";
import { Input } from "./input";

export interface ConfirmDialogProps {
  /** Opens the dialog; leave it out and pass `open` to control it. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, to whom, and at what cost. */
  description: ReactNode;
  confirmLabel: ReactNode;
  tone?: "danger" | "primary";
  /** What must be typed first; for what cannot be undone. */
  typed?: string;
  /** The dialog closes when it resolves and shows why when it rejects. */
  onConfirm: () => unknown;
  children?: ReactNode;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const [own, setOwn] = useState(false);
  const open = props.open ?? own;
  const change = (next: boolean) => {
    setOwn(next);
    props.onOpenChange?.(next);
  };
  return (
    <AlertDialog open={open} onOpenChange={change}>
      {props.trigger !== undefined && (
        <AlertDialogTrigger asChild>{props.trigger}</AlertDialogTrigger>
      )}
      <AlertDialogContent>
        <ConfirmForm {...props} close={() => change(false)} />
      </AlertDialogContent>
    </AlertDialog>
  );
}

type ConfirmFormProps = ConfirmDialogProps & { close: () => void };

function ConfirmForm({
  close,
  typed,
  tone = "danger",
  ...props
}: ConfirmFormProps) {
  const t = useTranslations("common");
  const [text, setText] = useState("");
  const { pending, failure, run } = useConfirm(props.onConfirm, close);
  const ready = typed === undefined || text.trim() === typed;
  return (
    <form
      className="contents"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !pending) void run();
      }}
    >
      <AlertDialogHeader>
        <AlertDialogTitle>{props.title}</AlertDialogTitle>
        <AlertDialogDescription>{props.description}</AlertDialogDescription>
      </AlertDialogHeader>
      {props.children}
      {typed !== undefined && (
        <Field label={t("typeToConfirm", { text: typed })}>
          <Input
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      )}
      <p role="alert" className="text-sm text-bad empty:hidden">
        {failure}
      </p>
      <AlertDialogFooter>
        <AlertDialogCancel asChild>
          <Button variant="secondary">{t("cancel")}</Button>
        </AlertDialogCancel>
        <Button type="submit" variant={tone} disabled={!ready || pending}>
          {props.confirmLabel}
        </Button>
      </AlertDialogFooter>
    </form>
  );
}

function useConfirm(onConfirm: () => unknown, close: () => void) {
  const t = useTranslations("common");
  const describe = useContext(DescribeError);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async () => {
    setPending(true);
    setFailure(null);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setFailure(describe?.(error) ?? t("somethingWrong"));
    } finally {
      setPending(false);
    }
  };
  return { pending, failure, run };
}
