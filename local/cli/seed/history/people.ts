import type { Language } from "./steps";

export type Person = { name: string; phone: string; language: Language };

const NAMES: Record<Language, { prefix: string; names: readonly string[] }> = {
  en: {
    prefix: "+27 82 555 02",
    names: [
      "Naledi Mokoena",
      "Sipho Dlamini",
      "Grace Adams",
      "Liam Petersen",
      "Ayesha Davids",
      "Tom Fletcher",
      "Zanele Khumalo",
      "Priya Naidoo",
      "Daniel Isaacs",
      "Megan Jacobs",
      "Themba Nkosi",
      "Hannah Levy",
      "Kagiso Molefe",
      "Ruth Abrahams",
      "Omar Salie",
      "Chloe Williams",
      "Bongani Zulu",
      "Emma Thompson",
      "Yusuf Hendricks",
      "Lerato Phiri",
    ],
  },
  af: {
    prefix: "+27 83 555 03",
    names: ["Annelie van Wyk", "Gerrit Botha", "Marelize Louw", "Hannes Steyn"],
  },
  de: {
    prefix: "+49 1555 01104",
    names: ["Jonas Weber", "Katharina Vogel", "Lukas Brandt", "Miriam Keller"],
  },
  fr: {
    prefix: "+33 6 39 98 01 ",
    names: ["Camille Laurent", "Hugo Moreau", "Inès Lefèvre"],
  },
  es: {
    prefix: "+34 600 555 5",
    names: ["Lucía Romero", "Javier Ortega", "Carmen Vidal"],
  },
  pt: {
    prefix: "+55 11 98555 06",
    names: ["Beatriz Almeida", "Rafael Costa", "Mariana Souza", "João Pereira"],
  },
  nl: {
    prefix: "+31 6 5550 07",
    names: ["Sanne de Vries", "Bram Jansen"],
  },
  it: {
    prefix: "+39 320 555 08",
    names: ["Giulia Conti", "Marco Ferri"],
  },
};

/** Made-up customers with numbers that are nobody's. */
export const PEOPLE: readonly Person[] = Object.entries(NAMES).flatMap(
  ([language, { prefix, names }]) =>
    names.map((name, index) => ({
      name,
      phone: `${prefix}${String(index + 1).padStart(2, "0")}`,
      language: language as Language,
    })),
);
