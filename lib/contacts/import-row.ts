import type { CountryCode } from "libphonenumber-js";
import type { ConsentStatus } from "../consent/policy";
import { normalizePhone } from "../whatsapp/phone";
import {
  accept,
  checkName,
  checkNote,
  checkTags,
  type Checked,
  type FieldProblem,
  parseStage,
  refuse,
  type Stage,
} from "./fields";

export const IMPORT_LIMITS = {
  rows: 10_000,
  fileBytes: 5 * 1024 * 1024,
  cellChars: 1_000,
  batchRows: 100,
  batchChars: 200_000,
  keptErrors: 1_000,
} as const;

/** The cells of one line of a file, as written; "" where the file has no such column. */
export type ImportCells = {
  phone: string;
  name: string;
  stage: string;
  tags: string;
  note: string;
  consent: string;
};

export const IMPORT_FIELDS = [
  "phone",
  "name",
  "stage",
  "tags",
  "note",
  "consent",
] as const satisfies readonly (keyof ImportCells)[];

/** What a line says about a person; null leaves what is known as it is. */
export type ImportedContact = {
  phone: string;
  name: string | null;
  stage: Stage | null;
  tags: string[];
  note: string | null;
  consent: ConsentStatus;
};

export type ImportVerdict =
  | { ok: true; contact: ImportedContact }
  | {
      ok: false;
      field: keyof ImportCells;
      problem: FieldProblem;
      /** The cell that was refused, shortened. */
      value: string;
    };

const OPTED_IN = new Set([
  "opted_in",
  "opted in",
  "opt-in",
  "yes",
  "true",
  "1",
  "in",
  "y",
]);
const OPTED_OUT = new Set([
  "opted_out",
  "opted out",
  "opt-out",
  "no",
  "false",
  "0",
  "out",
  "n",
  "stop",
]);
const UNKNOWN = new Set(["", "unknown"]);

/**
 * Reads one line. The first cell that cannot be taken refuses the whole line,
 * so that nothing is stored half. Numbers without a country code are read as
 * numbers of `country`.
 */
export function readImportRow(
  cells: ImportCells,
  country: CountryCode | null,
): ImportVerdict {
  for (const field of IMPORT_FIELDS) {
    if (cells[field].length > IMPORT_LIMITS.cellChars)
      return refused(cells, field, "cell_too_long");
  }
  const phone = readPhone(disarmed(cells.phone), country);
  if (!phone.ok) return refused(cells, "phone", phone.problem);
  const name = checkName(disarmed(cells.name));
  if (!name.ok) return refused(cells, "name", name.problem);
  const stage = readStage(cells.stage);
  if (!stage.ok) return refused(cells, "stage", stage.problem);
  const tags = checkTags(disarmed(cells.tags).split(/[,;|]/));
  if (!tags.ok) return refused(cells, "tags", tags.problem);
  const note = checkNote(disarmed(cells.note));
  if (!note.ok) return refused(cells, "note", note.problem);
  const consent = readConsent(cells.consent);
  if (!consent.ok) return refused(cells, "consent", consent.problem);
  return {
    ok: true,
    contact: {
      phone: phone.value,
      name: name.value,
      stage: stage.value,
      tags: tags.value,
      note: note.value === "" ? null : note.value,
      consent: consent.value,
    },
  };
}

function refused(
  cells: ImportCells,
  field: keyof ImportCells,
  problem: FieldProblem,
): ImportVerdict {
  return { ok: false, field, problem, value: cells[field].slice(0, 80) };
}

function readPhone(text: string, country: CountryCode | null): Checked<string> {
  if (text.trim() === "") return refuse("phone_missing");
  const phone = normalizePhone(text, country ?? undefined);
  return phone === null ? refuse("phone_invalid") : accept(phone);
}

function readStage(text: string): Checked<Stage | null> {
  if (text.trim() === "") return accept(null);
  const stage = parseStage(text);
  return stage === null ? refuse("stage_unknown") : accept(stage);
}

function readConsent(text: string): Checked<ConsentStatus> {
  const word = text.trim().toLowerCase();
  if (OPTED_IN.has(word)) return accept("opted_in");
  if (OPTED_OUT.has(word)) return accept("opted_out");
  return UNKNOWN.has(word) ? accept("unknown") : refuse("consent_unknown");
}

/** Takes off the quote our own exports put before what a spreadsheet could run. */
function disarmed(text: string): string {
  return text.replace(/^'(?=\s*[=+\-@\t\r])/, "");
}
