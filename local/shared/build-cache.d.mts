import type { BuildOptions } from "esbuild";

export type Recipe = BuildOptions & { outfile: string };

export type Built = {
  outputs: { name: string; contents: Uint8Array }[];
  /** Every file that went in, packages included. */
  inputs: string[];
};

export function keptFolder(source: string): string;

export function buildAnew(folder: string, options: Recipe): Promise<Built>;

export function buildOnce(
  folder: string,
  options: Recipe,
  makers: readonly string[],
): Promise<Built>;
