export type AuthorKind =
  "customer" | "ai" | "member" | "phone" | "api" | "system";

export type ParsedAuthor =
  | { kind: "customer" | "ai" | "phone" | "api" }
  | { kind: "member"; subject: string }
  | { kind: "system"; purpose: string };

/** Reads a message's stored author: `customer`, `ai`, `phone`, `api`, `user:…` or `system:…`. */
export function parseAuthor(author: string): ParsedAuthor {
  switch (author) {
    case "customer":
    case "ai":
    case "phone":
    case "api":
      return { kind: author };
  }
  const colon = author.indexOf(":");
  const rest = author.slice(colon + 1);
  return author.startsWith("user:")
    ? { kind: "member", subject: rest }
    : { kind: "system", purpose: rest };
}
