"use client";

import { useMemo } from "react";
import { NativeSelect } from "@/components/ui/native-select";

interface TimeZoneSelectProps {
  value: string;
  onChange: (timeZone: string) => void;
}

/** Every time zone the browser knows; put it into a Field. */
export function TimeZoneSelect({ value, onChange }: TimeZoneSelectProps) {
  const zones = useMemo(
    () => [...new Set(["UTC", value, ...Intl.supportedValuesOf("timeZone")])],
    [value],
  );
  return (
    <NativeSelect
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll("_", " ")}
        </option>
      ))}
    </NativeSelect>
  );
}
