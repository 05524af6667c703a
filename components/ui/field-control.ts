"use client";

import { createContext, useContext } from "react";

export interface FieldControl {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

/** Ties the control inside a Field to its label, hint and error. */
export const FieldContext = createContext<FieldControl | null>(null);

interface ControlProps {
  id?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?:
    boolean | "true" | "false" | "grammar" | "spelling" | undefined;
}

/** The props a control takes from the Field around it; its own win. */
export function useFieldControl<P extends ControlProps>(props: P): P {
  const field = useContext(FieldContext);
  if (field === null) return props;
  return {
    ...props,
    id: props.id ?? field.id,
    "aria-describedby": props["aria-describedby"] ?? field.describedBy,
    "aria-invalid": props["aria-invalid"] ?? (field.invalid || undefined),
  };
}
