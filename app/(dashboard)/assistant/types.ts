import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type Profile = FunctionReturnType<typeof api.assistant.profile.get>;
export type Settings = FunctionReturnType<typeof api.tenants.settings.current>;
export type Entry = FunctionReturnType<
  typeof api.assistant.knowledge.list
>[number];
export type TestTurn = FunctionReturnType<
  typeof api.assistant.testChat.list
>[number];

export interface TabProps {
  profile: Profile;
  settings: Settings;
  canEdit: boolean;
}
