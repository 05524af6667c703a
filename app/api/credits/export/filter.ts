import { z } from "zod";

const instant = z.coerce.number().int().min(0).optional();

const filter = z.object({
  kind: z
    .enum([
      "grant",
      "top_up",
      "refund",
      "adjust_up",
      "adjust_down",
      "expire",
      "reserve",
      "capture",
      "release",
    ])
    .optional(),
  actor: z.enum(["member", "operator", "system"]).optional(),
  from: instant,
  to: instant,
});

type Parsed = z.infer<typeof filter>;

/** What the statement is narrowed to; a field that is not there narrows nothing. */
export type Filter = {
  [Key in keyof Parsed]?: Exclude<Parsed[Key], undefined>;
};

/** The filter of a query string; null when one of its values means nothing. */
export function parseFilter(params: URLSearchParams): Filter | null {
  const parsed = filter.safeParse(Object.fromEntries(params));
  if (!parsed.success) return null;
  const { kind, actor, from, to } = parsed.data;
  return {
    ...(kind !== undefined && { kind }),
    ...(actor !== undefined && { actor }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
