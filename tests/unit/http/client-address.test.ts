import { describe, expect, test } from "vitest";
import { addressBucket, clientAddress } from "../../../lib/http/client-address";

describe("clientAddress", () => {
  test("believes only the connection when no proxy stands in front", () => {
    const address = clientAddress({
      peer: "198.51.100.7",
      forwardedFor: "203.0.113.1, 203.0.113.2",
      trustedProxies: 0,
    });
    expect(address).toBe("198.51.100.7");
  });

  test("takes the entry that our outermost proxy wrote", () => {
    const address = clientAddress({
      peer: "10.0.0.1",
      forwardedFor: "203.0.113.66, 198.51.100.7, 10.0.0.2",
      trustedProxies: 2,
    });
    expect(address).toBe("198.51.100.7");
  });

  test("does not move when a client writes more entries in front", () => {
    const claim = (forged: string) =>
      clientAddress({
        peer: "10.0.0.1",
        forwardedFor: `${forged}198.51.100.7`,
        trustedProxies: 1,
      });
    expect(claim("1.1.1.1, 2.2.2.2, ")).toBe(claim(""));
  });

  test("knows nobody when the chain is shorter than our proxies", () => {
    const address = clientAddress({
      peer: "10.0.0.1",
      forwardedFor: null,
      trustedProxies: 3,
    });
    expect(address).toBeNull();
  });

  test("does not believe a header when the connection is unknown", () => {
    const address = clientAddress({
      peer: null,
      forwardedFor: "203.0.113.1",
      trustedProxies: 0,
    });
    expect(address).toBeNull();
  });
});

describe("addressBucket", () => {
  test.each([
    ["198.51.100.7", "198.51.100.7"],
    ["::ffff:198.51.100.7", "198.51.100.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("puts %s into %s", (address, bucket) => {
    expect(addressBucket(address)).toBe(bucket);
  });

  test.each([null, "", "localhost", "1::2::3", "2001:db8", "a b", "12345::"])(
    "gives everyone behind %j one bucket",
    (address) => {
      expect(addressBucket(address)).toBe("unknown");
    },
  );
});
