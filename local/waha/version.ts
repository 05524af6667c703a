export const VERSION = {
  version: "2026.7.1",
  engine: "NOWEB",
  tier: "CORE",
  browser: null,
  platform: "linux/x64",
  worker: { id: null },
} as const;

export const USER_AGENT = `WAHA/${VERSION.version}`;
