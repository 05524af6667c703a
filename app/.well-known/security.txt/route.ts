import { securityTxt } from "@/lib/http/security-txt";
import { serverEnv } from "@/lib/server/env";
import { currentParty } from "@/lib/server/party";

export function GET(): Response {
  const { APP_ORIGINS } = serverEnv();
  const [origin = ""] = APP_ORIGINS;
  const text = securityTxt({
    origin,
    email: currentParty().contact,
    now: Date.now(),
  });
  return new Response(text, {
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  });
}
