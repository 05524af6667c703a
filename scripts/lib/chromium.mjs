import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];
const FIXED = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * An installed Chromium or Chrome, CHROMIUM_PATH first; null without one.
 * @returns {string | null}
 */
export function findChromium() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [
    process.env.CHROMIUM_PATH ?? "",
    ...NAMES.flatMap((name) =>
      folders.map((folder) => path.join(folder, name)),
    ),
    ...FIXED,
  ];
  return candidates.find((file) => file !== "" && isExecutable(file)) ?? null;
}

/**
 * Like findChromium, but installs one where apt may be used.
 * @returns {string | null}
 */
export function ensureChromium() {
  const found = findChromium();
  if (found !== null || !existsSync("/usr/bin/apt-get")) return found;
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? [] : ["sudo", "-n"];
  console.log("Installing Chromium (apt-get) …");
  for (const options of [
    ["update"],
    ["install", "-y", "--no-install-recommends", "chromium"],
  ]) {
    const [command = "", ...rest] = [...prefix, "apt-get", "-qq", ...options];
    const run = spawnSync(command, rest, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (run.status !== 0) return findChromium();
  }
  return findChromium();
}
