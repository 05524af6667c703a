import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const ASSIGNMENT = /^([A-Z][A-Z0-9_]*)=(.*)$/;

function secret() {
  return randomBytes(32).toString("hex");
}

function key() {
  return randomBytes(32).toString("base64url");
}

/** @param {string} line */
function filled(line) {
  return line.replace(/<random>/g, secret).replace(/<random key>/g, key);
}

/** @param {string} text */
function namesIn(text) {
  return new Set(
    text.split("\n").flatMap((line) => ASSIGNMENT.exec(line)?.[1] ?? []),
  );
}

/**
 * Makes .env.local from .env.example, with a fresh secret for every <random> and
 * 32 bytes in base64url for every <random key>, and adds to an existing one only what it lacks. Returns what to tell people.
 * @param {string} folder
 * @returns {string[]}
 */
export function prepareEnvironment(folder) {
  const target = path.join(folder, ".env.local");
  const example = readFileSync(path.join(folder, ".env.example"), "utf8");
  if (!existsSync(target)) {
    write(target, example.split("\n").map(filled).join("\n"));
    return ["Made .env.local with fresh secrets."];
  }
  const current = readFileSync(target, "utf8");
  const known = namesIn(current);
  const missing = example.split("\n").filter((line) => {
    const name = ASSIGNMENT.exec(line)?.[1];
    return name !== undefined && !known.has(name);
  });
  if (missing.length === 0) return [];
  const gap = current.endsWith("\n") ? "" : "\n";
  write(target, `${current}${gap}${missing.map(filled).join("\n")}\n`);
  return missing.map((line) => `Added ${line.split("=")[0]} to .env.local.`);
}

/**
 * @param {string} target
 * @param {string} text
 */
function write(target, text) {
  const draft = `${target}.${process.pid}`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, target);
  } catch (error) {
    throw new Error(`.env.local cannot be written: ${error.message}`);
  }
}
