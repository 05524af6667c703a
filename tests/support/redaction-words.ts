import type { Marker } from "./leaks";

/** Words that occur nowhere else, each where people put theirs. */
export const WORDS = {
  customer: "Thandiwexo",
  question: "Quexolímar",
  answer: "Answquillor",
  knowledge: "Knowplindor",
  profile: "Profaxible",
  caption: "Capzuvent",
  fileName: "Filzorbel",
  forged: "Forgewintle",
  notJson: "Notjasquon",
  unreadable: "Unredqualmo",
  manualReply: "Replyzanth",
  note: "Noteqyrval",
  canned: "Canvoxtil",
  search: "Serchwomble",
  importedName: "Impornavik",
  importedBadPhone: "Badphonzzqx",
  importedNote: "Impnotquell",
  erased: "Erazimund",
  modelFault: "Modfailux",
  gatewayFault: "Gatfailux",
  wrongArgument: "Argwrongilo",
  pageAddress: "Pathquorble",
  typed: "Typezimvolt",
} as const;

export const PHONES = {
  customer: "+27 82 555 0177",
  stopped: "+27 73 555 0164",
  faulty: "+27 61 555 0192",
  imported: "+49 151 23456789",
  erased: "+27 71 555 0133",
} as const;

export const INVITED = "invitaxel@private-mail.example";

/** Everything that people wrote or are. */
export function wordMarkers(): Marker[] {
  return [
    ...Object.entries(WORDS).map(([name, value]): Marker => ({
      name,
      kind: "word",
      value,
    })),
    ...Object.entries(PHONES).map(([name, value]): Marker => ({
      name: `phone of ${name}`,
      kind: "phone",
      value,
    })),
    { name: "the invited address", kind: "word", value: INVITED },
  ];
}

const PUBLIC = /^(NEXT_PUBLIC_|CLERK_PUBLISHABLE_KEY$)/;
const SECRET = /KEY|SECRET|TOKEN/;

/** Every secret of an environment. */
export function secretMarkers(
  env: Readonly<Record<string, string | undefined>>,
): Marker[] {
  return Object.entries(env).flatMap(([name, value = ""]): Marker[] =>
    SECRET.test(name) && !PUBLIC.test(name) && value.length >= 8
      ? [{ name, kind: "token", value }]
      : [],
  );
}
