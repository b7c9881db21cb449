import { describe, expect, it } from 'vitest';
import { dataDirectory } from '../../../src/common/dataDirectory.ts';

describe('the data folder', () => {
  const ada = '/home/ada';
  it.each<[string, NodeJS.Platform, Record<string, string>, string, string]>([
    ['Linux', 'linux', {}, ada, '/home/ada/.local/share/roundtrip'],
    ['XDG', 'linux', { XDG_DATA_HOME: '/data' }, ada, '/data/roundtrip'],
    [
      'a relative XDG path',
      'linux',
      { XDG_DATA_HOME: 'data' },
      ada,
      '/home/ada/.local/share/roundtrip',
    ],
    ['macOS', 'darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/roundtrip'],
    ['Windows', 'win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\ada', 'D:\\Local\\roundtrip'],
    ['Windows bare', 'win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Local\\roundtrip'],
    ['ROUNDTRIP_DATA', 'linux', { ROUNDTRIP_DATA: '/r', XDG_DATA_HOME: '/data' }, ada, '/r'],
    [
      'an empty variable',
      'linux',
      { ROUNDTRIP_DATA: '', XDG_DATA_HOME: '' },
      ada,
      '/home/ada/.local/share/roundtrip',
    ],
  ])('%s', (_, platform, environment, home, expected) => {
    expect(dataDirectory(undefined, { platform, environment, home })).toBe(expected);
  });

  it('given by the person wins over the environment', () => {
    const environment = { ROUNDTRIP_DATA: '/r' };
    const surroundings = { platform: 'linux', environment, home: ada } as const;
    expect(dataDirectory('/mine', surroundings)).toBe('/mine');
    expect(dataDirectory('', surroundings)).toBe('/r');
  });

  it('is absolute, even if it was named relative to the working directory', () => {
    expect(dataDirectory('data')).toBe(`${process.cwd()}/data`);
  });
});
