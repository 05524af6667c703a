"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useSession } from "@/app/(dashboard)/session";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { api } from "@/convex/_generated/api";
import { normalizeEmail } from "@/lib/tenants/invitation";
import { type Role, ROLES } from "@/lib/tenants/roles";
import { mayGrant } from "@/lib/tenants/team";
import type { Invited } from "./invite-dialog";
import { useTeamText } from "./use-team-text";

interface InviteFormProps {
  onInvited: (invited: Invited) => void;
}

export function InviteForm({ onInvited }: InviteFormProps) {
  const t = useTranslations("settings.invitations");
  const describe = useTeamText();
  const create = useMutation(api.tenants.invitations.create);
  const [text, setText] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const email = normalizeEmail(text);
    if (email === null) {
      setFailure(t("emailInvalid"));
      return;
    }
    try {
      const { token } = await create({ email, role });
      onInvited({ email, token });
    } catch (error) {
      setFailure(describe(error));
    }
  };
  return (
    <form
      noValidate
      className="contents"
      onSubmit={(event) => void submit(event)}
    >
      <Field label={t("email")} error={failure}>
        <Input
          type="email"
          value={text}
          maxLength={254}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <RoleField role={role} onChange={setRole} />
      <DialogFooter>
        <Button type="submit">{t("create")}</Button>
      </DialogFooter>
    </form>
  );
}

interface RoleFieldProps {
  role: Role;
  onChange: (role: Role) => void;
}

function RoleField({ role, onChange }: RoleFieldProps) {
  const t = useTranslations("settings.members");
  const common = useTranslations("common");
  const { active } = useSession();
  return (
    <Field label={t("role")} hint={t(`roleHints.${role}`)}>
      <NativeSelect
        value={role}
        onChange={({ target }) => {
          const wanted = ROLES.find((known) => known === target.value);
          if (wanted !== undefined) onChange(wanted);
        }}
      >
        {ROLES.filter((known) => mayGrant(active.role, known)).map((known) => (
          <option key={known} value={known}>
            {common(`roles.${known}`)}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
