import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** A question to the system that takes longer is given up, milliseconds. */
const patience = 5_000;

/**
 * Whether the machine runs on its battery; false where it has none, and where that can't be told.
 */
export async function isOnBattery(system: NodeJS.Platform = process.platform): Promise<boolean> {
  try {
    if (system === 'linux') return isLinuxOnBattery('/sys/class/power_supply');
    if (system === 'darwin') return saysBattery(await said('pmset', ['-g', 'batt']));
    if (system === 'win32') return saysDischarging(await said('powershell.exe', windowsQuestion));
  } catch {
    // No such program: nothing is known, and a machine without a battery is the usual reason.
  }
  return false;
}

/** @param folder holds a folder for each supply, as Linux shows them. */
export async function isLinuxOnBattery(folder: string): Promise<boolean> {
  const supplies = await readdir(folder).catch(() => []);
  const fact = (supply: string, name: string) =>
    readFile(join(folder, supply, name), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  const all = await Promise.all(
    supplies.map(async (supply) => ({
      type: await fact(supply, 'type'),
      scope: await fact(supply, 'scope'),
      online: await fact(supply, 'online'),
      status: await fact(supply, 'status'),
    })),
  );
  if (all.some(({ type, online }) => /^(Mains|USB)/.test(type) && online === '1')) return false;
  // A mouse has a battery too: its scope is a device.
  return all.some(
    ({ type, scope, status }) =>
      type === 'Battery' && scope !== 'Device' && status === 'Discharging',
  );
}

/** @param text of `pmset -g batt`. */
export function saysBattery(text: string): boolean {
  return /drawing from 'Battery Power'/.test(text);
}

/** @param text the battery's status by Win32_Battery: 1 is discharging. */
export function saysDischarging(text: string): boolean {
  return text.trim().split(/\s+/).includes('1');
}

const windowsQuestion = [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  '(Get-CimInstance -ClassName Win32_Battery).BatteryStatus',
];

async function said(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, args, { timeout: patience, windowsHide: true });
  return stdout;
}
