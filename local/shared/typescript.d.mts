export function buildProgram(file: string): Promise<string>;
