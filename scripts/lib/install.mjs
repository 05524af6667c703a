import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

const lockfile = path.join(root, "package-lock.json");
const npmStamp = path.join(root, "node_modules/.package-lock.json");
const stamp = path.join(root, "node_modules/.installed-lockfile");

function lockfileHash() {
  return createHash("sha256").update(readFileSync(lockfile)).digest("hex");
}

/** Notes that node_modules holds what the lockfile says. */
export function markInstalled() {
  if (existsSync(path.dirname(stamp))) writeFileSync(stamp, lockfileHash());
}

function isInstalled() {
  if (existsSync(stamp)) return readFileSync(stamp, "utf8") === lockfileHash();
  // npm writes its own copy last: somebody ran `npm ci` by hand.
  if (!existsSync(npmStamp)) return false;
  if (statSync(npmStamp).mtimeMs < statSync(lockfile).mtimeMs) return false;
  markInstalled();
  return true;
}

/** Runs `npm ci` when node_modules is missing or older than the lockfile. */
export function install() {
  if (isInstalled()) return;
  console.log("Installing packages (npm ci) …");
  const options = ["ci", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const run =
    npm === undefined
      ? spawnSync("npm", options, {
          cwd: root,
          stdio: "inherit",
          shell: process.platform === "win32",
        })
      : spawnSync(process.execPath, [npm, ...options], {
          cwd: root,
          stdio: "inherit",
        });
  if (run.error !== undefined || run.status !== 0) {
    throw new Error(
      "The packages could not be installed; npm says why above. Is there a network and room on the disk?",
    );
  }
  markInstalled();
}
