"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import { ReasonDialog } from "../reason-dialog";
import type { Order } from "./order-table";

/** What an operator can decide about an order, each with a reason. */
export function OrderActions({ order }: { order: Order }) {
  return (
    <span className="flex flex-wrap gap-2">
      {order.state === "review" && (
        <>
          {isGrantable(order) && <AcceptButton order={order} />}
          <CloseButton order={order} />
        </>
      )}
      {order.owed > 0 && (
        <>
          <CollectButton order={order} />
          <ForgiveButton order={order} />
        </>
      )}
    </span>
  );
}

/** The server decides again. */
function isGrantable({ asked, problem }: Order): boolean {
  return (
    asked !== null &&
    problem !== "already_paid" &&
    problem !== "reference" &&
    problem !== "refund_currency"
  );
}

interface ActionProps {
  order: Order;
}

function AcceptButton({ order }: ActionProps) {
  const t = useTranslations("payments.orders.decide");
  const accept = useMutation(api.payments.review.accept);
  return (
    <ReasonDialog
      trigger={<Button size="sm">{t("accept")}</Button>}
      title={t("acceptTitle", { count: order.asked?.credits ?? 0 })}
      description={t("acceptText")}
      confirmLabel={t("accept")}
      tone="primary"
      onConfirm={async (reason) => {
        await accept({ orderId: order.id, reason });
        toast.success(t("accepted"));
      }}
    />
  );
}

function CloseButton({ order }: ActionProps) {
  const t = useTranslations("payments.orders.decide");
  const close = useMutation(api.payments.review.close);
  return (
    <ReasonDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("close")}
        </Button>
      }
      title={t("closeTitle")}
      description={t("closeText")}
      confirmLabel={t("close")}
      onConfirm={async (reason) => {
        await close({ orderId: order.id, reason });
        toast.success(t("closed"));
      }}
    />
  );
}

function CollectButton({ order }: ActionProps) {
  const t = useTranslations("payments.orders.decide");
  const collect = useMutation(api.payments.review.collect);
  return (
    <ReasonDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("collect")}
        </Button>
      }
      title={t("collectTitle", { count: order.owed })}
      description={t("collectText")}
      confirmLabel={t("collect")}
      onConfirm={async (reason) => {
        const count = await collect({ orderId: order.id, reason });
        toast.success(t("collected", { count }));
      }}
    />
  );
}

function ForgiveButton({ order }: ActionProps) {
  const t = useTranslations("payments.orders.decide");
  const forgive = useMutation(api.payments.review.forgive);
  return (
    <ReasonDialog
      trigger={
        <Button variant="ghost" size="sm">
          {t("forgive")}
        </Button>
      }
      title={t("forgiveTitle", { count: order.owed })}
      description={t("forgiveText")}
      confirmLabel={t("forgive")}
      onConfirm={async (reason) => {
        await forgive({ orderId: order.id, reason });
        toast.success(t("forgiven"));
      }}
    />
  );
}
