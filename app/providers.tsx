import { ClerkProvider } from "@clerk/nextjs";
import { type ReactNode } from "react";
import { CLERK_PROXY_PATH } from "@/lib/http/paths";
import { routes } from "@/lib/routes";
import { serverEnv } from "@/lib/server/env";
import { pageNonce } from "@/lib/server/nonce";
import { LiveData } from "./live-data";
import { WhileSignedIn } from "./while-signed-in";
import "./clerk.css";

interface ProvidersProps {
  /** The pages below are for the signed-in alone. */
  guarded?: boolean;
  children: ReactNode;
}

/** Sign-in and live data for everything below; public pages do without. */
export async function Providers({ guarded = false, children }: ProvidersProps) {
  const env = serverEnv();
  return (
    <ClerkProvider
      dynamic
      nonce={await pageNonce()}
      publishableKey={env.CLERK_PUBLISHABLE_KEY}
      {...(env.CLERK_FAPI_URL === undefined
        ? {}
        : { proxyUrl: CLERK_PROXY_PATH })}
      signInUrl={routes.signIn}
      signUpUrl={routes.signUp}
      signInFallbackRedirectUrl={routes.dashboard}
      signUpFallbackRedirectUrl={routes.dashboard}
      afterSignOutUrl={routes.signIn}
      telemetry={{ disabled: true }}
    >
      <LiveData url={env.NEXT_PUBLIC_CONVEX_URL}>
        {guarded ? <WhileSignedIn>{children}</WhileSignedIn> : children}
      </LiveData>
    </ClerkProvider>
  );
}
