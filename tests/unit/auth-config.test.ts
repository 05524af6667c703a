import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
});

const load = () => import("../../convex/auth.config");

test("Convex accepts tokens of the configured issuer and audience, and no other", async () => {
  vi.stubEnv("CLERK_JWT_ISSUER_DOMAIN", "https://clerk.example.com");
  expect((await load()).default).toEqual({
    providers: [
      { domain: "https://clerk.example.com", applicationID: "convex" },
    ],
  });
});

test.each([undefined, ""])(
  "Convex does not start with issuer %j",
  async (value) => {
    vi.stubEnv("CLERK_JWT_ISSUER_DOMAIN", value);
    await expect(load()).rejects.toThrow("CLERK_JWT_ISSUER_DOMAIN is not set");
  },
);
