"use client";

import {
  type ComponentProps,
  createContext,
  useContext,
  useId,
  useMemo,
  useState,
} from "react";
import { cn } from "@/lib/ui/cn";

interface Choice {
  name: string;
  value: string | undefined;
  disabled: boolean;
  choose: (value: string) => void;
}

const ChoiceContext = createContext<Choice | null>(null);

export interface RadioGroupProps extends Omit<
  ComponentProps<"div">,
  "onChange" | "defaultValue"
> {
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  name?: string;
  disabled?: boolean;
}

export function RadioGroup({
  value,
  defaultValue,
  onValueChange,
  name,
  disabled = false,
  className,
  ...props
}: RadioGroupProps) {
  const ownName = useId();
  const [own, setOwn] = useState(defaultValue);
  const current = value ?? own;
  const choice = useMemo(
    () => ({
      name: name ?? ownName,
      value: current,
      disabled,
      choose: (next: string) => {
        setOwn(next);
        onValueChange?.(next);
      },
    }),
    [name, ownName, current, disabled, onValueChange],
  );
  return (
    <ChoiceContext value={choice}>
      <div
        role="radiogroup"
        className={cn("flex flex-col gap-2", className)}
        {...props}
      />
    </ChoiceContext>
  );
}

export interface RadioGroupItemProps extends Omit<
  ComponentProps<"input">,
  "type" | "name" | "checked" | "value"
> {
  value: string;
}

export function RadioGroupItem({
  value,
  className,
  disabled,
  ...props
}: RadioGroupItemProps) {
  const choice = useContext(ChoiceContext);
  if (choice === null)
    throw new Error("RadioGroupItem stands outside a RadioGroup.");
  return (
    <input
      {...props}
      type="radio"
      name={choice.name}
      value={value}
      checked={choice.value === value}
      disabled={choice.disabled || disabled === true}
      onChange={() => choice.choose(value)}
      className={cn(
        "m-1 size-4 shrink-0 cursor-pointer accent-accent disabled:cursor-not-allowed",
        className,
      )}
    />
  );
}
