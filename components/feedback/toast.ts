import type * as Sonner from "sonner";

type Options = Pick<Sonner.ExternalToast, "action">;

let isWanted = false;
const listeners = new Set<() => void>();

/** Whether anything has been said yet: until then nothing that shows it is fetched. */
export const toastsWanted = {
  read: () => isWanted,
  readOnServer: () => false,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

async function load(): Promise<typeof Sonner> {
  isWanted = true;
  for (const listener of listeners) listener();
  return import("sonner");
}

function say(message: string, options?: Options): void {
  // What is said before the list is there is shown when it comes.
  void load().then((sonner) => sonner.toast(message, options));
}

/** Says something at the edge of the page for a few seconds. */
export const toast = Object.assign(say, {
  success(message: string): void {
    void load().then((sonner) => sonner.toast.success(message));
  },
  error(message: string): void {
    void load().then((sonner) => sonner.toast.error(message));
  },
});
