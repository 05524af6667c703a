import { Skeleton } from "@/components/ui/skeleton";
import { StatusBadge } from "@/components/ui/status-badge";
import {
  type ServiceName,
  type ServiceReport,
  type ServiceState,
} from "@/lib/server/probes";

const SERVICES: { id: ServiceName; name: string; role: string }[] = [
  { id: "convex", name: "Convex", role: "Data, functions, live queries" },
  { id: "waha", name: "WAHA", role: "The gateway to WhatsApp" },
  { id: "gemini", name: "Gemini", role: "The language model" },
  { id: "redis", name: "Redis", role: "Rate limits" },
];

const WORDS = {
  ok: { tone: "good", label: "Ok" },
  refused: { tone: "warn", label: "Refuses our key" },
  failing: { tone: "bad", label: "Answers with an error" },
  unreachable: { tone: "bad", label: "Unreachable" },
} as const;

const GRID = "mt-6 grid gap-3 sm:grid-cols-2 lg:grid-cols-4";
const CARD = "border-line bg-surface rounded-2xl border p-5";

export function ServiceStates({ report }: { report: ServiceReport }) {
  return (
    <ul className={GRID}>
      {SERVICES.map(({ id, name, role }) => (
        <li key={id} className={CARD} data-service={id}>
          <h3 className="font-medium">{name}</h3>
          <p className="text-sm text-muted">{role}</p>
          <State state={report[id]} />
        </li>
      ))}
    </ul>
  );
}

function State({ state }: { state: ServiceState }) {
  const { tone, label } = WORDS[state.kind];
  return (
    <p className="mt-5 flex items-baseline justify-between gap-2">
      <StatusBadge tone={tone}>{label}</StatusBadge>
      {state.kind === "ok" && (
        <span className="font-mono text-xs text-muted tabular-nums">
          {state.latencyMs} ms
        </span>
      )}
    </p>
  );
}

export function ServiceStatesLoading() {
  return (
    <div className={GRID} role="status" aria-label="Asking the services">
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
