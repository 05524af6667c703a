/** What a business tells its assistant about itself and about how to speak. */
export type Business = {
  name: string;
  /** What the assistant calls itself; empty when it has no name of its own. */
  personaName: string;
  description: string;
  address: string;
  hoursText: string;
  tone: string;
  /** BCP 47 codes; empty answers in the customer's language. */
  languages: string[];
  rules: string[];
  customPrompt: string | null;
};
