export interface Step {
  name: string;
  command: string[];
}
export function program(script: string): string[];
export function runTogether(steps: Step[]): Promise<Step[]>;
export function countTests(folder: string): { passed: number; failed: number };
