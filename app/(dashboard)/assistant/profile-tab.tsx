"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { Controller, useForm, useWatch } from "react-hook-form";
import { z } from "zod";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import { LIMITS } from "@/lib/assistant/limits";
import { isHost } from "@/lib/assistant/profile";
import { routes } from "@/lib/routes";
import { useFault } from "./invalid";
import { SettingsForm } from "./settings-form";
import { TokenInput } from "./token-input";
import type { Profile, TabProps } from "./types";

const schema = z.object({
  personaName: z.string().max(LIMITS.personaName, "tooLong"),
  description: z.string().max(LIMITS.description, "tooLong"),
  address: z.string().max(LIMITS.address, "tooLong"),
  hoursText: z.string().max(LIMITS.hoursText, "tooLong"),
  allowedLinkHosts: z
    .array(z.string().refine(isHost, "host"))
    .max(LIMITS.linkHosts, "tooMany"),
});

type Values = z.infer<typeof schema>;

function valuesOf(profile: Profile): Values {
  const { personaName, description, address, hoursText, allowedLinkHosts } =
    profile;
  return { personaName, description, address, hoursText, allowedLinkHosts };
}

/** `https://shop.example/x` is the host `shop.example`. */
function hostOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/[/?#].*$/, "");
}

export function ProfileTab({ profile, settings, canEdit }: TabProps) {
  const save = useMutation(api.assistant.profile.set);
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    values: valuesOf(profile),
    resetOptions: { keepDirtyValues: true },
  });
  return (
    <SettingsForm form={form} canEdit={canEdit} onSave={save}>
      <Business form={form} name={settings.name} />
      <Links form={form} />
    </SettingsForm>
  );
}

type ProfileForm = ReturnType<typeof useForm<Values>>;

function Business({ form, name }: { form: ProfileForm; name: string }) {
  const t = useTranslations("assistant.profile");
  const fault = useFault();
  const { errors } = form.formState;
  const description = useWatch({ control: form.control, name: "description" });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("business")}</CardTitle>
        <Link
          href={routes.settings}
          className="text-sm text-accent underline-offset-2 hover:underline"
        >
          {t("rename", { name })}
        </Link>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        <Field
          label={t("description")}
          hint={t("descriptionHint", {
            count: description.length,
            most: LIMITS.description,
          })}
          error={fault(errors.description)}
        >
          <Textarea rows={5} {...form.register("description")} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("address")} error={fault(errors.address)}>
            <Textarea rows={2} {...form.register("address")} />
          </Field>
          <Field
            label={t("hoursText")}
            hint={t("hoursTextHint")}
            error={fault(errors.hoursText)}
          >
            <Textarea rows={2} {...form.register("hoursText")} />
          </Field>
        </div>
        <Field
          label={t("personaName")}
          hint={t("personaNameHint")}
          error={fault(errors.personaName)}
          className="sm:max-w-xs"
        >
          <Input autoComplete="off" {...form.register("personaName")} />
        </Field>
      </CardBody>
    </Card>
  );
}

function Links({ form }: { form: ProfileForm }) {
  const t = useTranslations("assistant.profile");
  const fault = useFault();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("links")}</CardTitle>
      </CardHeader>
      <CardBody>
        <Controller
          control={form.control}
          name="allowedLinkHosts"
          render={({ field, fieldState }) => (
            <Field
              label={t("linkHosts")}
              hint={t("linkHostsHint")}
              error={fault(fieldState.error)}
            >
              <TokenInput
                value={field.value}
                onChange={field.onChange}
                onBlur={field.onBlur}
                normalise={hostOf}
                placeholder={t("linkHostsExample")}
              />
            </Field>
          )}
        />
      </CardBody>
    </Card>
  );
}
