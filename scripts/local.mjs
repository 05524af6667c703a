#!/usr/bin/env node
// Needs nothing but Node, and must be readable by an old one to refuse it.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 9)) {
  console.error(
    `My Aibud needs Node.js 20.9 or newer; this is ${process.versions.node}.`,
  );
  process.exitCode = 1;
} else {
  const { runLocal } = await import("./lib/start.mjs");
  process.exitCode = await runLocal(process.argv.slice(2));
}
