/** A function as an oracle reports it. */
export interface OracleFunction {
  /** The line, from 1, of the name. */
  readonly line: number;
  readonly name: string;
  /** The documentation, from oracles that read it. */
  readonly doc?: string | null;
}
