import * as api from "./api";
import { act } from "./controller";
import { byId, eachButton, onButtons } from "./dom";

const panel = byId("model-faults", HTMLDivElement);

/** The timeout must outlast the product's own limit. */
const TIMEOUT_MS = 60_000;

/** Shows what is armed; says whether there is a model to arm. */
async function show(): Promise<boolean> {
  const faults = await api.listModelFaults();
  panel.hidden = faults === null;
  eachButton("model", (button, kind) => {
    const times = (faults ?? [])
      .filter((fault) => fault.kind === kind)
      .reduce((sum, fault) => sum + (fault.times ?? 1), 0);
    const armed = button.querySelector(".armed");
    if (armed !== null) armed.textContent = times === 0 ? "" : `×${times}`;
    button.classList.toggle("on", times > 0);
  });
  return faults !== null;
}

async function follow(): Promise<void> {
  if (!(await show())) return;
  const feed = new EventSource("/control/events");
  feed.addEventListener("message", () => void show().catch(() => undefined));
}

/** The faults of the model; the panel stays away when it is a real one. */
export function listenToModelFaults(): void {
  onButtons("model", (kind) => {
    act(async () => {
      await api.armModelFault(kind, kind === "timeout" ? TIMEOUT_MS : null);
      await show();
    });
  });
  byId("clear-model", HTMLButtonElement).addEventListener("click", () => {
    act(async () => {
      await api.clearModelFaults();
      await show();
    });
  });
  void follow().catch(() => undefined);
}
