import { type FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type Profile = FunctionReturnType<typeof api.contacts.profile.get>;
