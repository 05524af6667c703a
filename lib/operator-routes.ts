/** Addresses of the operator's console, which no other page has to download. */
export const operatorRoutes = {
  tenant: (tenantId: string) => `/operator/tenants/${tenantId}`,
  services: "/operator/services",
  gateway: "/operator/gateway",
  webhooks: "/operator/webhooks",
  deadLetters: "/operator/dead-letters",
  usage: "/operator/usage",
  books: "/operator/books",
  payments: "/operator/payments",
  alerts: "/operator/alerts",
  metrics: "/operator/metrics",
  audit: "/operator/audit",
} as const;
