import type { LogOutputChannel } from 'vscode';
import { messageOf } from '../common/errors.ts';
import type { Logger } from '../common/logger.ts';

/** The core's log in VS Code's output channel "Roundtrip". */
export function outputLog(channel: LogOutputChannel): Logger {
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message, cause) =>
      channel.error(cause === undefined ? message : `${message} ${messageOf(cause)}`),
  };
}
