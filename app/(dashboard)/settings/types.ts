import type { FunctionArgs, FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type Business = FunctionReturnType<typeof api.tenants.settings.current>;
export type BusinessChange = FunctionArgs<typeof api.tenants.settings.update>;
export type Member = FunctionReturnType<
  typeof api.tenants.members.list
>[number];
export type OwnKeyState = FunctionReturnType<typeof api.assistant.ownKey.get>;
