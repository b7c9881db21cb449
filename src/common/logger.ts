/**
 * Where diagnostic lines go: the output channel in VS Code, stderr with `--debug` on the command
 * line. Messages name files, sizes, times and causes; they never carry source code or model text.
 */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}

/** Swallows everything; for callers that asked for silence. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};
