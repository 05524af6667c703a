import { type ReactNode } from "react";

export default function CreditsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-5 p-4 sm:p-6">
      {children}
    </div>
  );
}
