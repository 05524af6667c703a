/** What the assistant reports of a turn that one model answered at once. */
export const PLAIN_RUN = {
  model: "m",
  promptTokens: 1,
  answerTokens: 1,
  latencyMs: 1,
  costMicros: 1,
  redactions: { phone: 0, email: 0, card: 0, nationalId: 0 },
  promptHash: "",
  promptParts: [],
  passages: [],
  calls: [],
};
