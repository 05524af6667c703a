export function importTypeScript(file: string): Promise<unknown>;
