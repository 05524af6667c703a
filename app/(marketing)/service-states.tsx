import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusBadge } from "@/components/ui/status-badge";
import {
  type ServiceName,
  type ServiceReport,
  type ServiceState,
} from "@/lib/server/probes";

const SERVICES: { id: ServiceName; name: string }[] = [
  { id: "convex", name: "Convex" },
  { id: "waha", name: "WAHA" },
  { id: "gemini", name: "Gemini" },
  { id: "redis", name: "Redis" },
];

const TONES = {
  ok: "good",
  refused: "warn",
  failing: "bad",
  unreachable: "bad",
} as const;

const GRID = "mt-6 grid gap-3 sm:grid-cols-2 lg:grid-cols-4";
const CARD = "border-line bg-surface rounded-2xl border p-5";

export function ServiceStates({ report }: { report: ServiceReport }) {
  const t = useTranslations("marketing.services");
  return (
    <ul className={GRID}>
      {SERVICES.map(({ id, name }) => (
        <li key={id} className={CARD} data-service={id}>
          <h3 className="font-medium">{name}</h3>
          <p className="text-sm text-muted">{t(`roles.${id}`)}</p>
          <State state={report[id]} />
        </li>
      ))}
    </ul>
  );
}

function State({ state }: { state: ServiceState }) {
  const t = useTranslations("marketing.services");
  return (
    <p className="mt-5 flex items-baseline justify-between gap-2">
      <StatusBadge tone={TONES[state.kind]}>
        {t(`states.${state.kind}`)}
      </StatusBadge>
      {state.kind === "ok" && (
        <span className="font-mono text-xs text-muted tabular-nums">
          {t("latency", { ms: state.latencyMs })}
        </span>
      )}
    </p>
  );
}

export function ServiceStatesLoading() {
  const t = useTranslations("marketing.services");
  return (
    <div className={GRID} role="status" aria-label={t("asking")}>
      {SERVICES.map(({ id }) => (
        <div key={id} className={CARD}>
          <Skeleton className="h-5 w-24" />
          <Skeleton className="mt-2 h-4 w-36" />
          <Skeleton className="mt-6 h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
