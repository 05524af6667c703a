interface Lockfile {
  packages: Record<string, Record<string, unknown>>;
}
export function restorePlatformPackages(lock: Lockfile): {
  lock: Lockfile;
  added: string[];
};
