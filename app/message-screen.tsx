import { type ReactNode } from "react";
import { Wordmark } from "@/components/ui/wordmark";

interface MessageScreenProps {
  title: string;
  text: string;
  children: ReactNode;
}

/** A page with one message and one way on: not found, failed. */
export function MessageScreen({ title, text, children }: MessageScreenProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col items-start justify-center gap-6 px-4 py-10 sm:px-6">
      <Wordmark />
      <div>
        <h1 className="text-3xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-3 leading-relaxed text-muted">{text}</p>
      </div>
      {children}
    </main>
  );
}
