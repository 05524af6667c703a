"use client";

import { Ban, Eye, PenLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { routes } from "@/lib/routes";
import { type Block } from "./block";

interface Props {
  block: Block;
  onForce: () => void;
}

/** Why nothing can be sent, and the way out of it. */
export function BlockNotice({ block, onForce }: Props) {
  const t = useTranslations("inbox.composer");
  const Icon =
    block.kind === "viewer" ? Eye : block.kind === "locked" ? PenLine : Ban;
  return (
    <div
      role="status"
      className="mb-2 flex flex-wrap items-center gap-2 rounded-lg bg-sunken px-3 py-2 text-sm"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-40 flex-1">
        {block.kind === "locked"
          ? t("block.locked", { name: block.name })
          : t(`block.${block.kind}`)}
      </span>
      {block.kind === "locked" && (
        <Button variant="secondary" size="sm" onClick={onForce}>
          {t("writeAnyway")}
        </Button>
      )}
      {block.kind === "not_connected" && (
        <Button variant="secondary" size="sm" asChild>
          <Link href={routes.instances}>{t("toNumbers")}</Link>
        </Button>
      )}
      {block.kind === "no_credits" && (
        <Button variant="secondary" size="sm" asChild>
          <Link href={routes.credits}>{t("toCredits")}</Link>
        </Button>
      )}
    </div>
  );
}
