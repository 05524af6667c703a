export interface Layer {
  name: string;
  files: (string | RegExp)[];
  imports: string[];
  notImports?: string[];
  types?: string[];
  packages: string[] | null;
  notPackages?: string[];
}
export const LAYERS: Layer[];
export const SOLE_IMPORTERS: Record<string, string[]>;
export const RAW_BUILDERS: string[];
export function layerOf(file: string): Layer | undefined;
export function repositoryPath(file: string, specifier: string): string | null;
export function forbiddenImport(
  file: string,
  specifier: string,
  typeOnly: boolean,
): string | null;
