export function prepareEnvironment(folder: string): string[];
