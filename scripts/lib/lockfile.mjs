const SYSTEMS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const PROCESSORS = [
  "arm",
  "arm64",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];
const EXACT_VERSION = /^\d/;
const LIBRARIES = [
  [/gnu/, "glibc"],
  [/musl/, "musl"],
];

/**
 * What a platform package's name says about where it runs, e.g.
 * "@next/swc-linux-x64-musl"; null when it names no processor.
 * @param {string} name
 */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const cpu = words.find((word) => PROCESSORS.includes(word));
  const system = words.find((word) => SYSTEMS.includes(word));
  if (cpu === undefined) return null;
  const libc =
    system === "linux"
      ? LIBRARIES.find(([form]) => words.some((w) => form.test(w)))
      : undefined;
  return {
    cpu: [cpu],
    ...(libc === undefined ? {} : { libc: [libc[1]] }),
    ...(system === undefined ? {} : { os: [system] }),
  };
}

/**
 * The lockfile with every optional platform package its packages ask for. An
 * npm that cannot see one in its registry leaves it out, and `npm ci`, which
 * compares both, then refuses the file everywhere else.
 * @param {{ packages: Record<string, Record<string, any>> }} lock
 * @returns {{ lock: { packages: Record<string, Record<string, any>> }, added: string[] }}
 */
export function restorePlatformPackages(lock) {
  const packages = { ...lock.packages };
  const added = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(
      entry.optionalDependencies ?? {},
    )) {
      if (isInstalled(lock.packages, path, name, version)) continue;
      const platform = platformOf(name);
      if (platform === null || !EXACT_VERSION.test(version)) {
        throw new Error(
          `${name}@${version}, wanted by ${path}, names no platform.`,
        );
      }
      const key = `${path.slice(0, path.lastIndexOf("node_modules/"))}node_modules/${name}`;
      packages[key] = {
        version,
        cpu: platform.cpu,
        ...(entry.dev === true ? { dev: true } : {}),
        ...(platform.libc === undefined ? {} : { libc: platform.libc }),
        optional: true,
        ...(platform.os === undefined ? {} : { os: platform.os }),
      };
      added.push(`${name}@${version}`);
    }
  }
  const sorted = Object.fromEntries(
    Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  return { lock: { ...lock, packages: sorted }, added };
}

/**
 * Whether the package at `path` finds `name`, as Node would look, and, where
 * it wants one exact version, finds that one.
 * @param {Record<string, { version?: string }>} packages
 * @param {string} path
 * @param {string} name
 * @param {string} wanted
 */
function isInstalled(packages, path, name, wanted) {
  for (let at = path; ;) {
    const prefix = at === "" ? "" : `${at}/`;
    const found = packages[`${prefix}node_modules/${name}`];
    if (found !== undefined) {
      return !EXACT_VERSION.test(wanted) || found.version === wanted;
    }
    if (at === "") return false;
    const parent = at.lastIndexOf("/node_modules/");
    at = parent === -1 ? "" : at.slice(0, parent);
  }
}
