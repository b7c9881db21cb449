import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** What the operating system says of this process; given by tests. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * The one folder of this user's records, models and adapters, shared by all windows, the command
 * line and the trainer. It may not exist yet.
 * @param override the setting `roundtrip.dataDirectory` or `--data`; wins over ROUNDTRIP_DATA.
 */
export function dataDirectory(
  override?: string,
  { platform, environment, home }: Surroundings = {
    platform: process.platform,
    environment: process.env,
    home: homedir(),
  },
): string {
  const path = platform === 'win32' ? win32 : posix;
  const chosen = override || environment.ROUNDTRIP_DATA;
  if (chosen) return path.resolve(chosen);
  if (platform === 'win32') {
    return path.join(environment.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'roundtrip');
  }
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'roundtrip');
  // The XDG specification: a relative path is invalid and must be ignored.
  const xdg = environment.XDG_DATA_HOME;
  const base = xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.local', 'share');
  return path.join(base, 'roundtrip');
}
