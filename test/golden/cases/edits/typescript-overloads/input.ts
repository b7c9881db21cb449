export function target(a: string): string;
export function target(a: number): number;
export function target(a: unknown): unknown {
  return a;
}
