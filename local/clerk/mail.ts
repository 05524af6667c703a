import type { Clock } from "../shared/clock";

export interface Mail {
  at: number;
  to: string;
  purpose: string;
  code: string;
}

export interface Mailbox {
  send(to: string, purpose: string, code: string): void;
  /** Newest first. */
  list(): readonly Mail[];
}

const KEPT = 50;

/** The mails nobody delivers: kept for the stand-in's page and told to `announce`. */
export function createMailbox(
  clock: Clock,
  announce: (line: string) => void,
): Mailbox {
  const mails: Mail[] = [];
  return {
    send(to, purpose, code) {
      mails.unshift({ at: clock.now(), to, purpose, code });
      mails.splice(KEPT);
      announce(`Code for ${to} (${purpose}): ${code}`);
    },
    list: () => mails,
  };
}
