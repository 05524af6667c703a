/** What is mutated, and the tests that must notice. */
export interface Target {
  area: string;
  files: string[];
  project: "unit" | "convex";
  tests: string[];
}

export const TARGETS: readonly Target[] = [
  {
    area: "webhook",
    files: [
      "lib/webhooks/signature.ts",
      "lib/webhooks/instance-key.ts",
      "lib/webhooks/address.ts",
      "lib/webhooks/body.ts",
    ],
    project: "unit",
    tests: ["tests/unit/webhooks"],
  },
  {
    area: "ledger",
    files: ["lib/credits/ledger.ts", "lib/credits/chain.ts"],
    project: "unit",
    tests: [
      "tests/unit/credits/ledger.test.ts",
      "tests/unit/credits/chain.test.ts",
      "tests/unit/credits/books.test.ts",
    ],
  },
  {
    area: "consent",
    files: ["lib/consent/policy.ts"],
    project: "unit",
    tests: ["tests/unit/consent"],
  },
  {
    area: "authorisation",
    files: [
      "lib/tenants/roles.ts",
      "lib/tenants/team.ts",
      "lib/http/paths.ts",
      "lib/http/request-origin.ts",
      "lib/http/action-class.ts",
      "lib/http/outside-address.ts",
      "lib/limits/window.ts",
    ],
    project: "unit",
    tests: ["tests/unit/tenants", "tests/unit/http", "tests/unit/limits"],
  },
  {
    area: "output policy",
    files: [
      "lib/assistant/output-policy.ts",
      "lib/assistant/amounts.ts",
      "lib/assistant/readings.ts",
      "lib/assistant/answer-limits.ts",
    ],
    project: "unit",
    tests: [
      "tests/unit/assistant/output-policy.test.ts",
      "tests/unit/assistant/amounts.test.ts",
      "tests/unit/assistant/readings.test.ts",
      "tests/unit/assistant/answer-limits.test.ts",
    ],
  },
];
