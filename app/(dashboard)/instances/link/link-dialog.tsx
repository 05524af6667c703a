"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import type { LinkedNumber } from "../types";
import { LinkPanel } from "./link-panel";

interface LinkDialogProps {
  number: LinkedNumber | null;
  phoneUrl: string | null;
  onClose: () => void;
}

export function LinkDialog({ number, phoneUrl, onClose }: LinkDialogProps) {
  const t = useTranslations("instances.link");
  const common = useTranslations("common");
  return (
    <Dialog
      open={number !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      {number !== null && (
        <DialogContent aria-describedby={undefined} className="max-w-2xl">
          <DialogHeader>
            <DialogTitle>{t("title", { label: number.label })}</DialogTitle>
          </DialogHeader>
          <LinkPanel number={number} phoneUrl={phoneUrl} />
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="secondary">
                {number.status === "WORKING" ? common("done") : common("close")}
              </Button>
            </DialogClose>
          </DialogFooter>
        </DialogContent>
      )}
    </Dialog>
  );
}
