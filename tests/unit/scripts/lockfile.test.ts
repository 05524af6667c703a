import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { restorePlatformPackages } from "../../../scripts/lib/lockfile.mjs";

function lockWith(optionalDependencies: Record<string, string>) {
  return {
    packages: {
      "": { name: "x" },
      "node_modules/next": { version: "16.0.0", optionalDependencies },
    },
  };
}

describe("restorePlatformPackages", () => {
  test.each([
    ["@next/swc-darwin-arm64", { os: ["darwin"], cpu: ["arm64"] }],
    [
      "@next/swc-linux-x64-musl",
      { os: ["linux"], cpu: ["x64"], libc: ["musl"] },
    ],
    [
      "@x/y-linux-arm64-gnu",
      { os: ["linux"], cpu: ["arm64"], libc: ["glibc"] },
    ],
    ["@next/swc-win32-x64-msvc", { os: ["win32"], cpu: ["x64"] }],
    ["@x/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
    ["lefthook-android-arm64", { os: ["android"], cpu: ["arm64"] }],
  ])("puts %s back with where it runs", (name, platform) => {
    const { lock, added } = restorePlatformPackages(
      lockWith({ [name]: "1.2.3" }),
    );
    expect(added).toEqual([`${name}@1.2.3`]);
    expect(lock.packages[`node_modules/${name}`]).toEqual({
      version: "1.2.3",
      optional: true,
      ...platform,
    });
  });

  test("puts a second version beside the package that wants it", () => {
    const { lock } = restorePlatformPackages({
      packages: {
        "node_modules/@o/p-darwin-x64": { version: "1.0.0" },
        "node_modules/knip/node_modules/@o/p": {
          version: "2.0.0",
          dev: true,
          optionalDependencies: { "@o/p-darwin-x64": "2.0.0" },
        },
      },
    });
    expect(
      lock.packages["node_modules/knip/node_modules/@o/p-darwin-x64"],
    ).toMatchObject({ version: "2.0.0", dev: true, optional: true });
    expect(lock.packages["node_modules/@o/p-darwin-x64"]?.["version"]).toBe(
      "1.0.0",
    );
  });

  test("changes nothing the second time", () => {
    const once = restorePlatformPackages(
      lockWith({ "@x/y-linux-x64-gnu": "1.0.0" }),
    );
    const twice = restorePlatformPackages(once.lock);
    expect(twice.added).toEqual([]);
    expect(JSON.stringify(twice.lock)).toBe(JSON.stringify(once.lock));
  });

  test("refuses to guess where a package runs", () => {
    expect(() =>
      restorePlatformPackages(lockWith({ leftpad: "1.0.0" })),
    ).toThrow("leftpad@1.0.0");
  });
});

test("this project's lockfile is complete", () => {
  const text = readFileSync("package-lock.json", "utf8");
  expect(restorePlatformPackages(JSON.parse(text)).added).toEqual([]);
});
