"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "convex/react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { api } from "@/convex/_generated/api";
import { LIMITS } from "@/lib/assistant/limits";
import { NowCard, WhenCard, WhoCard } from "./activation-cards";
import { SettingsForm } from "./settings-form";
import type { Profile, Settings, TabProps } from "./types";

const range = z.object({
  day: z.number(),
  fromMinute: z.number({ error: "hours" }).min(0, "hours"),
  toMinute: z.number({ error: "hours" }).min(0, "hours"),
});

const schema = z
  .object({
    who: z.enum(["everyone", "keywords", "new_contacts"]),
    when: z.enum(["always", "inside_hours", "outside_hours"]),
    keywords: z
      .array(z.string().max(LIMITS.keyword, "tooLong"))
      .max(LIMITS.keywords, "tooMany"),
    newContactHours: z
      .number({ error: "number" })
      .int("number")
      .min(1, "range")
      .max(LIMITS.newContactHours, "range"),
    week: z
      .array(
        range.refine((given) => given.fromMinute !== given.toMinute, "hours"),
      )
      .max(LIMITS.ranges, "tooMany"),
    closedDays: z.array(z.string()).max(LIMITS.closedDays, "tooMany"),
    timeZone: z.string().min(1, "required"),
  })
  .superRefine((values, context) => {
    if (values.who === "keywords" && values.keywords.length === 0) {
      context.addIssue({
        code: "custom",
        path: ["keywords"],
        message: "noKeywords",
      });
    }
    if (values.when !== "always" && values.week.length === 0) {
      context.addIssue({ code: "custom", path: ["week"], message: "noHours" });
    }
  });

export type ActivationValues = z.infer<typeof schema>;

function valuesOf({ activation }: Profile, { timeZone }: Settings) {
  return { ...activation, timeZone };
}

export function ActivationTab({ profile, settings, canEdit }: TabProps) {
  const setProfile = useMutation(api.assistant.profile.set);
  const setSettings = useMutation(api.tenants.settings.update);
  const form = useForm<ActivationValues>({
    resolver: zodResolver(schema),
    values: valuesOf(profile, settings),
    resetOptions: { keepDirtyValues: true },
  });
  const save = async ({ timeZone, ...activation }: ActivationValues) => {
    if (timeZone !== settings.timeZone) await setSettings({ timeZone });
    await setProfile({ activation });
  };
  return (
    <SettingsForm form={form} canEdit={canEdit} onSave={save}>
      <NowCard
        form={form}
        aiEnabled={settings.aiEnabled}
        awayText={profile.awayText}
        awayEveryHours={profile.awayEveryHours}
      />
      <WhoCard form={form} />
      <WhenCard form={form} />
    </SettingsForm>
  );
}
