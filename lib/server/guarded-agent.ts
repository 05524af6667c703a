import "server-only";
import { lookup as systemLookup } from "node:dns";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { LookupFunction } from "node:net";
import { RequestFilteringHttpsAgent } from "request-filtering-agent";
import type { OutsideAddress } from "../http/outside-address";

/** Public by its number, and Azure's way to its own machines. */
const REFUSED = ["168.63.129.16"];
/** 2000::/3, the only part of IPv6 that is given to anybody outside. */
const OUTSIDE_IPV6 = /^[23][0-9a-f]{3}:/i;

/**
 * The agent for one address. To the outside it connects to no address but the
 * ones it has just looked up and checked, each of them public; a name that has
 * one private address among several is refused. No connection is kept.
 */
export function agentFor(
  { url, isPrivate }: OutsideAddress,
  lookup: LookupFunction = systemLookup,
): HttpAgent {
  if (!isPrivate) {
    return new RequestFilteringHttpsAgent({
      keepAlive: false,
      rejectUnauthorized: true,
      denyIPAddressList: REFUSED,
      lookup: withoutOtherIpv6(lookup),
    });
  }
  const options = { keepAlive: false, lookup };
  return url.protocol === "https:"
    ? new HttpsAgent(options)
    : new HttpAgent(options);
}

/** What the filter takes for unicast and nobody outside has, such as `::127.0.0.1`. */
function withoutOtherIpv6(lookup: LookupFunction): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, options, (error, answer, family) => {
      if (error === null && found(answer).some(isOtherIpv6)) {
        done(new Error("The name leads to an address inside."), []);
      } else {
        done(error, answer, family);
      }
    });
  };
}

function found(answer: string | { address: string }[]): string[] {
  return typeof answer === "string"
    ? [answer]
    : answer.map(({ address }) => address);
}

function isOtherIpv6(address: string): boolean {
  return address.includes(":") && !OUTSIDE_IPV6.test(address);
}
