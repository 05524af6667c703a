"use client";

import type { FunctionReturnType } from "convex/server";
import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "@/components/payments/use-money";
import { Badge, type Tone } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { api } from "@/convex/_generated/api";
import { operatorRoutes } from "@/lib/operator-routes";
import { OrderActions } from "./order-actions";

export type Order = FunctionReturnType<
  typeof api.payments.review.list
>["page"][number];

export function OrderTable({ orders }: { orders: readonly Order[] }) {
  const t = useTranslations("payments.orders.table");
  const orderText = useTranslations("payments.orders");
  return (
    <Table>
      <TableCaption>{orderText("list")}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>{t("order")}</TableHead>
          <TableHead>{t("business")}</TableHead>
          <TableHead className="text-end">{t("paid")}</TableHead>
          <TableHead>{t("state")}</TableHead>
          <TableHead className="text-end">{t("credits")}</TableHead>
          <TableHead>{t("actions")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </TableBody>
    </Table>
  );
}

function OrderRow({ order }: { order: Order }) {
  const t = useTranslations("payments.orders.table");
  const format = useFormatter();
  const { tenant } = order;
  return (
    <TableRow className="align-top">
      <TableCell>
        <span className="block whitespace-nowrap">
          {format.dateTime(new Date(order.createdAt), {
            dateStyle: "medium",
            timeStyle: "short",
          })}
        </span>
        <code className="text-xs text-muted">{order.providerOrderId}</code>
      </TableCell>
      <TableCell>
        {tenant === null ? (
          <span className="text-muted">{t("unknown")}</span>
        ) : (
          <Link
            href={operatorRoutes.tenant(tenant.id)}
            className="font-medium underline-offset-2 hover:underline"
          >
            {tenant.name}
          </Link>
        )}
      </TableCell>
      <TableCell className="text-end whitespace-nowrap tabular-nums">
        <PaidCell order={order} />
      </TableCell>
      <TableCell>
        <StateCell order={order} />
      </TableCell>
      <TableCell className="text-end whitespace-nowrap tabular-nums">
        <CreditsCell order={order} />
      </TableCell>
      <TableCell>
        <OrderActions order={order} />
      </TableCell>
    </TableRow>
  );
}

function PaidCell({ order }: { order: Order }) {
  const t = useTranslations("payments.orders.table");
  const money = useMoney();
  const { amount, currency, refunded, asked, problem } = order;
  if (amount === null || currency === null) return "–";
  return (
    <>
      <span className="block">{money(amount, currency)}</span>
      {problem !== null && asked !== null && (
        <Note>
          {t("asked", { price: money(asked.amount, asked.currency) })}
        </Note>
      )}
      {refunded > 0 && (
        <Note>{t("refunded", { amount: money(refunded, currency) })}</Note>
      )}
    </>
  );
}

const TONES: Record<Order["state"], Tone> = {
  awaiting_payment: "neutral",
  review: "bad",
  closed: "neutral",
  granted: "good",
  partly_refunded: "warn",
  refunded: "warn",
};

function StateCell({ order }: { order: Order }) {
  const t = useTranslations("payments.orders");
  return (
    <>
      <Badge tone={TONES[order.state]}>{t(`states.${order.state}`)}</Badge>
      {order.problem !== null && <Note>{t(`problems.${order.problem}`)}</Note>}
      {order.decision !== null && (
        <Note>{t("decide.reason", { reason: order.decision.reason })}</Note>
      )}
    </>
  );
}

function CreditsCell({ order }: { order: Order }) {
  const t = useTranslations("payments.orders.table");
  const format = useFormatter();
  return (
    <>
      <span className="block">{format.number(order.granted)}</span>
      {order.taken > 0 && <Note>{t("taken", { count: order.taken })}</Note>}
      {order.owed > 0 && (
        <span className="block text-xs font-medium text-bad">
          {t("owed", { count: order.owed })}
        </span>
      )}
      {order.forgiven > 0 && (
        <Note>{t("forgiven", { count: order.forgiven })}</Note>
      )}
    </>
  );
}

function Note({ children }: { children: string }) {
  return <span className="block text-xs text-muted">{children}</span>;
}
