"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
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
import { type Booking, useBooking } from "./use-booking";

const MAX = 1_000_000;

interface BookingDialogProps {
  trigger: ReactNode;
  title: string;
  text: string;
  /** What the balance will be, said before it is confirmed. */
  outcome: (credits: number) => string;
  confirmLabel: string;
  most?: number;
  /** The amount the form begins with. */
  initial?: number;
  onBook: (booking: Booking) => Promise<void>;
  children?: ReactNode;
}

/** Books credits with a reason; says what will be before it does. */
export function BookingDialog({ trigger, ...form }: BookingDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{form.title}</DialogTitle>
          <DialogDescription>{form.text}</DialogDescription>
        </DialogHeader>
        <BookingForm {...form} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

type BookingFormProps = Omit<BookingDialogProps, "trigger"> & {
  onDone: () => void;
};

function BookingForm({ most = MAX, ...props }: BookingFormProps) {
  const t = useTranslations("operator.booking");
  const common = useTranslations("common");
  const form = useBooking({
    most: Math.min(most, MAX),
    initial: props.initial,
    onBook: props.onBook,
    onDone: props.onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.busy) void form.book();
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {props.children}
      <Field label={t("amount")} error={form.failures.amount}>
        <Input
          inputMode="numeric"
          autoComplete="off"
          value={form.amount}
          onChange={(event) => form.setAmount(event.target.value)}
        />
      </Field>
      <Field label={t("reason")} hint={t("hint")} error={form.failures.reason}>
        <Textarea
          value={form.reason}
          maxLength={300}
          onChange={(event) => form.setReason(event.target.value)}
        />
      </Field>
      <p aria-live="polite" className="min-h-5 text-sm font-medium">
        {form.credits === null ? null : props.outcome(form.credits)}
      </p>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {form.failures.all}
      </p>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="secondary">{common("cancel")}</Button>
        </DialogClose>
        <Button type="submit" disabled={form.busy}>
          {props.confirmLabel}
        </Button>
      </DialogFooter>
    </form>
  );
}
