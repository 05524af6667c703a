import { asArray, asRecord, asString } from "../shared/json";
import { fold, topicsOf } from "./words";

export interface FillSource {
  message: string;
  answer: string;
}

const MAX_DEPTH = 16;

function chooseEnum(values: readonly string[], source: FillSource): string {
  const words = new Set(topicsOf(`${source.message} ${source.answer}`));
  const named = values.find((value) =>
    topicsOf(value).some((topic) => words.has(topic)),
  );
  return named ?? values[0] ?? "";
}

function fillString(
  schema: Record<string, unknown>,
  name: string,
  source: FillSource,
): string {
  const values = asArray(schema["enum"]).flatMap(
    (each) => asString(each) ?? [],
  );
  if (values.length > 0) return chooseEnum(values, source);
  if (/question|message|input/.test(fold(name))) return source.message;
  return source.answer;
}

/** Fills a response schema by simple rules: enums by words in common, numbers from the message, the rest from the answer. */
export function fillSchema(
  schemaValue: unknown,
  source: FillSource,
  name = "",
  depth = 0,
): unknown {
  const schema = asRecord(schemaValue);
  if (depth > MAX_DEPTH) return null;
  const type = (asString(schema["type"]) ?? "object").toLowerCase();
  switch (type) {
    case "string":
      return fillString(schema, name, source);
    case "number":
    case "integer": {
      const found = Number(/\d+(?:\.\d+)?/.exec(source.message)?.[0] ?? 0);
      return type === "integer" ? Math.trunc(found) : found;
    }
    case "boolean":
      return source.answer.startsWith("[[HANDOFF")
        ? /hand|human|escalat/.test(fold(name))
        : false;
    case "array": {
      const count = Number(schema["minItems"] ?? 0);
      return Array.from({ length: Math.min(count, 100) }, () =>
        fillSchema(schema["items"], source, name, depth + 1),
      );
    }
    default:
      return Object.fromEntries(
        Object.entries(asRecord(schema["properties"])).map(
          ([key, value]) =>
            [key, fillSchema(value, source, key, depth + 1)] as const,
        ),
      );
  }
}
