"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Primitive from "radix-ui/dialog";
import { type ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { Button } from "./button";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

/** What lies behind a dialog or sheet. */
export function DialogOverlay({
  className,
  ...props
}: ComponentProps<typeof Primitive.Overlay>) {
  return (
    <Primitive.Overlay
      className={cn("fixed inset-0 z-50 animate-fade bg-overlay", className)}
      {...props}
    />
  );
}

export function DialogContent({
  className,
  children,
  ...props
}: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <DialogOverlay className="grid place-items-center overflow-y-auto p-4">
        <Primitive.Content
          className={cn(
            "relative flex w-full max-w-lg animate-pop flex-col gap-4 rounded-panel bg-surface p-5 shadow-float",
            className,
          )}
          {...props}
        >
          {children}
          <DialogCloseButton />
        </Primitive.Content>
      </DialogOverlay>
    </Primitive.Portal>
  );
}

export function DialogCloseButton() {
  const t = useTranslations("common");
  return (
    <Primitive.Close asChild>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("close")}
        className="absolute end-3 top-3 text-muted"
      >
        <X aria-hidden="true" />
      </Button>
    </Primitive.Close>
  );
}

export function DialogHeader({ className, ...props }: ComponentProps<"div">) {
  return (
    <div className={cn("flex flex-col gap-1 pe-8", className)} {...props} />
  );
}

export function DialogTitle({
  className,
  ...props
}: ComponentProps<typeof Primitive.Title>) {
  return (
    <Primitive.Title
      className={cn("text-base font-semibold", className)}
      {...props}
    />
  );
}

export function DialogDescription({
  className,
  ...props
}: ComponentProps<typeof Primitive.Description>) {
  return (
    <Primitive.Description
      className={cn("text-sm leading-relaxed text-muted", className)}
      {...props}
    />
  );
}

export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn("flex flex-wrap justify-end gap-2 pt-1", className)}
      {...props}
    />
  );
}
