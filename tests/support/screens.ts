import type { Screen } from "./pages";

export const BUSINESS = "Harbour Light Books";
const ANSWER = /9:00 to 17:00|two working days|within 30 days/;

export type Person = "owner" | "operator" | "stranger";

const PUBLIC: Screen[] = [
  { name: "landing", path: "/", shows: "Redis" },
  { name: "pricing", path: "/pricing", shows: "Price list" },
  { name: "privacy", path: "/privacy", shows: "Who is responsible" },
  { name: "terms", path: "/terms", shows: "Acceptable use" },
  { name: "security", path: "/security", shows: "Report a weakness" },
  { name: "sign-in", path: "/sign-in", shows: "Email address" },
  { name: "sign-up", path: "/sign-up", shows: "Email address" },
];

/** `:id` in an address is filled in when the page is opened. */
const OWNERS: Screen[] = [
  { name: "overview", path: "/overview", shows: "Answered by the AI" },
  { name: "inbox", path: "/inbox", shows: "Thandi" },
  {
    name: "conversation",
    path: "/inbox/:id",
    shows: ANSWER,
  },
  {
    name: "instances",
    path: "/instances",
    shows: "Messages arrive and leave.",
  },
  { name: "assistant-profile", path: "/assistant", shows: "What you do" },
  {
    name: "assistant-knowledge",
    path: "/assistant?tab=knowledge",
    shows: "Returns",
  },
  {
    name: "assistant-behaviour",
    path: "/assistant?tab=behaviour",
    shows: "More instructions",
  },
  {
    name: "assistant-activation",
    path: "/assistant?tab=activation",
    shows: "Whom it answers",
  },
  {
    name: "assistant-texts",
    path: "/assistant?tab=texts",
    shows: "A person takes over",
  },
  { name: "assistant-try", path: "/assistant?tab=try", shows: "Test chat" },
  { name: "contacts", path: "/contacts", shows: "Not known" },
  { name: "contact", path: "/contacts/:id", shows: "Personal contact" },
  {
    name: "contact-import",
    path: "/contacts/import",
    shows: "Choose a CSV file",
  },
  { name: "credits", path: "/credits", shows: "Message sent" },
  { name: "credits-buy", path: "/credits/buy", shows: "Nothing bought yet" },
  { name: "settings", path: "/settings", shows: "Name and time" },
  {
    name: "settings-members",
    path: "/settings/members",
    shows: "owner-1@example.com",
  },
  {
    name: "settings-notifications",
    path: "/settings/notifications",
    shows: "A number lost its connection",
  },
  {
    name: "settings-data",
    path: "/settings/data",
    shows: "What is kept otherwise",
  },
  {
    name: "settings-audit",
    path: "/settings/audit",
    shows: "Business created",
  },
  {
    name: "settings-webhooks",
    path: "/settings/webhooks",
    shows: "Answered by the AI",
  },
  {
    name: "settings-profile",
    path: "/settings/profile",
    shows: "Profile details",
  },
  { name: "welcome", path: "/welcome", shows: "Ready to go live" },
  {
    name: "invitation",
    path: "/invitations/x",
    shows: "This link opens nothing",
  },
];

const OPERATORS: Screen[] = [
  { name: "operator", path: "/operator", shows: BUSINESS },
  {
    name: "operator-tenant",
    path: "/operator/tenants/:id",
    shows: "Message sent",
  },
  { name: "operator-gateway", path: "/operator/gateway", shows: "Compare now" },
  {
    name: "operator-webhooks",
    path: "/operator/webhooks",
    shows: "Answered by the AI",
  },
  {
    name: "operator-dead-letters",
    path: "/operator/dead-letters",
    shows: "No dead letters",
  },
  {
    name: "operator-services",
    path: "/operator/services",
    shows: "Rate limits",
  },
  {
    name: "operator-alerts",
    path: "/operator/alerts",
    shows: /Nothing waits for you|See to it/,
  },
  {
    name: "operator-metrics",
    path: "/operator/metrics",
    shows: "Alerts raised",
  },
  { name: "operator-payments", path: "/operator/payments", shows: "No orders" },
  { name: "operator-audit", path: "/operator/audit", shows: "Signed in" },
  { name: "operator-usage", path: "/operator/usage", shows: BUSINESS },
  {
    name: "operator-books",
    path: "/operator/books",
    shows: /proved against its wallet/,
  },
  { name: "welcome-first", path: "/welcome", shows: "Name of the business" },
];

/** Every page, by who may see it. */
export const SCREENS: [Person, Screen[]][] = [
  ["stranger", PUBLIC],
  ["owner", OWNERS],
  ["operator", OPERATORS],
];
