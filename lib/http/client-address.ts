export interface ConnectionInput {
  /** The address of the TCP peer, as the server itself saw it. */
  peer: string | null;
  forwardedFor: string | null;
  /** How many proxies of ours stand in front; their entries are believed. */
  trustedProxies: number;
}

/**
 * The client's address, counted from the end of the chain, so entries that a
 * client put in front of `X-Forwarded-For` never count; null when unknown.
 */
export function clientAddress(input: ConnectionInput): string | null {
  const claimed = (input.forwardedFor ?? "").split(",");
  // An unknown peer is one hop all the same: what it claims is not believed.
  const chain = [...claimed, input.peer ?? ""].map((part) => part.trim());
  const address = chain.at(-1 - input.trustedProxies);
  return address === undefined || address === "" ? null : address;
}

/**
 * The bucket an address shares: an IPv4 address itself, an IPv6 /64 (one
 * household's or server's block), or "unknown" for everything else.
 */
export function addressBucket(address: string | null): string {
  if (address === null) return "unknown";
  const bare = address.replace(/^::ffff:/i, "").replace(/%.*$/, "");
  if (/^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare)) return bare;
  const groups = ipv6Groups(bare);
  return groups === null ? "unknown" : `${groups.slice(0, 4).join(":")}::/64`;
}

function ipv6Groups(address: string): string[] | null {
  if (!/^[0-9a-f:]{2,39}$/i.test(address)) return null;
  const [head = "", tail, extra] = address.toLowerCase().split("::");
  if (extra !== undefined) return null;
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...Array<string>(missing).fill("0"), ...right];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? groups.map((group) => group.replace(/^0+(?=.)/, ""))
    : null;
}
