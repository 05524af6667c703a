import type { NewTenant } from "../administration";

export type TenantOptions = {
  name: string;
  credits: number;
  quietWindowMs: number | undefined;
  pacing: "on" | "off" | undefined;
};

/** A small business with a little knowledge, for trials and tests. */
export function plainBusiness(options: TenantOptions): NewTenant {
  const { name, credits, quietWindowMs, pacing } = options;
  return {
    name,
    credits,
    ...(quietWindowMs === undefined ? {} : { quietWindowMs }),
    ...(pacing === undefined ? {} : { pacing }),
    profile: {
      description: `${name} is a small shop with a workshop.`,
      tone: "Friendly, clear and brief.",
      rules: ["Answer only from the knowledge of the business."],
      customPrompt: null,
      handoffWords: [],
      handoffNotice: null,
      allowedLinkHosts: [],
    },
    knowledge: [
      {
        title: "Opening hours",
        content: "We are open Monday to Saturday from 9:00 to 17:00.",
      },
      {
        title: "Delivery",
        content: "We deliver within two working days for 5 euros.",
      },
      {
        title: "Returns",
        content:
          "Unused goods can be returned within 30 days with the receipt.",
      },
      {
        title: "Payment",
        content: "You can pay in cash, by card or by bank transfer.",
      },
    ],
  };
}
