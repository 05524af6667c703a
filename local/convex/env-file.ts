import { existsSync, readFileSync } from "node:fs";

const LINE = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/;

function unquote(value: string): string {
  const quote = value[0];
  if (quote === '"' || quote === "'") {
    const end = value.indexOf(quote, 1);
    return end < 0 ? value : value.slice(1, end);
  }
  return value.replace(/\s+#.*$/, "");
}

export function parseEnvFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const match = LINE.exec(line);
    const [, name, value] = match ?? [];
    if (name !== undefined && value !== undefined)
      values[name] = unquote(value);
  }
  return values;
}

/** The file's values with those of the process over them. */
export function loadEnvironment(
  file: string,
  processEnv: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const values = existsSync(file)
    ? parseEnvFile(readFileSync(file, "utf8"))
    : {};
  for (const [name, value] of Object.entries(processEnv)) {
    if (value !== undefined) values[name] = value;
  }
  return values;
}
