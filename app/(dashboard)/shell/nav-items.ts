import {
  Bot,
  ChartNoAxesColumn,
  Coins,
  Inbox,
  type LucideIcon,
  Settings,
  Smartphone,
  Users,
  Wrench,
} from "lucide-react";
import { routes } from "@/lib/routes";

export interface NavItem {
  key:
    | "overview"
    | "inbox"
    | "instances"
    | "assistant"
    | "contacts"
    | "credits"
    | "settings"
    | "operator";
  href: string;
  icon: LucideIcon;
  /** After "g". */
  letter: string;
}

const ITEMS: readonly NavItem[] = [
  {
    key: "overview",
    href: routes.overview,
    icon: ChartNoAxesColumn,
    letter: "o",
  },
  { key: "inbox", href: routes.inbox, icon: Inbox, letter: "i" },
  { key: "instances", href: routes.instances, icon: Smartphone, letter: "n" },
  { key: "assistant", href: routes.assistant, icon: Bot, letter: "a" },
  { key: "contacts", href: routes.contacts, icon: Users, letter: "c" },
  { key: "credits", href: routes.credits, icon: Coins, letter: "m" },
  { key: "settings", href: routes.settings, icon: Settings, letter: "s" },
];

const OPERATOR: NavItem = {
  key: "operator",
  href: routes.operator,
  icon: Wrench,
  letter: "p",
};

/** The places of the dashboard, in order. */
export function navItems(isOperator: boolean): readonly NavItem[] {
  return isOperator ? [...ITEMS, OPERATOR] : ITEMS;
}

/** Whether `pathname` lies in the place at `href`. */
export function isInside(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
