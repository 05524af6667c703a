import { textParts } from "./text-parts";

/** What somebody wrote, as text; never as markup. */
export function MessageText({ text }: { text: string }) {
  return (
    <p
      dir="auto"
      className="text-sm leading-relaxed [overflow-wrap:anywhere] break-words whitespace-pre-wrap"
    >
      {textParts(text).map((part, index) =>
        part.kind === "text" ? (
          part.text
        ) : (
          <a
            key={index}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="underline decoration-current/40 underline-offset-2 hover:decoration-current"
          >
            {part.text}
          </a>
        ),
      )}
    </p>
  );
}
