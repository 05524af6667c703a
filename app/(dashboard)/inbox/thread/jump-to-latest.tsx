"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

interface Props {
  isShown: boolean;
  count: number;
  onJump: () => void;
}

export function JumpToLatest({ isShown, count, onJump }: Props) {
  const t = useTranslations("inbox.thread");
  if (!isShown) return null;
  return (
    <Button
      variant="secondary"
      size="sm"
      onClick={onJump}
      className="absolute bottom-3 left-1/2 h-8 -translate-x-1/2 rounded-full shadow-float"
    >
      <ArrowDown aria-hidden />
      {count > 0 ? t("jumpNew", { count }) : t("jump")}
    </Button>
  );
}
