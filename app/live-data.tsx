"use client";

import { useAuth } from "@clerk/nextjs";
import { ConvexReactClient } from "convex/react";
import { ConvexProviderWithClerk } from "convex/react-clerk";
import { type ReactNode, useEffect, useState } from "react";

interface LiveDataProps {
  /** The deployment's address. */
  url: string;
  children: ReactNode;
}

/** One connection to Convex per page, as the person who is signed in. */
export function LiveData({ url, children }: LiveDataProps) {
  // Clerk's state comes with the page, so the provider holds the first queries
  // back for their token. `expectAuth` would pause a socket that is open by
  // then, and Convex 1.48 resumes such a one without its first message.
  const [client] = useState(() => new ConvexReactClient(url));
  useEffect(() => {
    void import("./report-refusals").then((module) =>
      module.reportRefusals(client),
    );
  }, [client]);
  return (
    <ConvexProviderWithClerk client={client} useAuth={useAuth}>
      {children}
    </ConvexProviderWithClerk>
  );
}
