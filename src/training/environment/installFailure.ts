import { lastLine } from '../../common/childProcess.ts';
import { type ErrorCode, RoundtripError } from '../../common/errors.ts';

interface Cause {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  /** What happened and what to do; `what` is the first group of the pattern. */
  readonly sentence: (what: string) => string;
}

const tryAgain = 'and try again; what was downloaded is kept by pip.';

/** What pip, uv and venv complain of, most telling first: a full disk also breaks connections. */
const causes: readonly Cause[] = [
  {
    pattern: /No space left on device|Disk quota exceeded|Errno (?:28|122)\b|os error (?:28|122)\b/,
    code: 'disk-full',
    sentence: () => `There is no space left for the trainer's packages. Free some ${tryAgain}`,
  },
  {
    pattern: /(?:Permission denied|Read-only file system)[^'"\n]*(?:['"]([^'"\n]+)['"])?/,
    code: 'environment-failed',
    sentence: (path) =>
      `${path || 'A folder'} can't be written. Mend its permissions, or choose another data folder.`,
  },
  {
    pattern: /ensurepip is not\s+available[\s\S]*?apt install (\S+)/,
    code: 'environment-missing',
    sentence: (name) =>
      `This Python can't make virtual environments. Install its venv module (apt install ${name}), or uv, and try again.`,
  },
  {
    pattern: /DO NOT MATCH THE HASHES|[Hh]ash mismatch/,
    code: 'environment-failed',
    sentence: () =>
      "A package is another file than the one that the trainer was made with. Try again, and if this happens again, don't trust the package index.",
  },
  {
    pattern: /CERTIFICATE_VERIFY_FAILED|SSLError|SSL: |invalid peer certificate/,
    code: 'environment-failed',
    sentence: () =>
      "The package index's certificate is not trusted here. Give pip your network's certificates (pip config set global.cert FILE) and try again.",
  },
  {
    pattern:
      /\b(?:401|403|407)\b (?:Client Error|Unauthorized|Forbidden|Proxy)|status client error \(\d+/,
    code: 'environment-failed',
    sentence: () =>
      "The package index refuses access. Check the name and password in pip's settings and try again.",
  },
  {
    pattern: /([\w.-]+) is not a trusted or secure host/,
    code: 'environment-failed',
    sentence: (host) =>
      `pip does not trust the package index at ${host}, which is not encrypted. Take its https address, or pip config set global.trusted-host ${host}, and try again.`,
  },
  {
    pattern: /requirement (\S+) \(from versions: (?!none)/,
    code: 'environment-failed',
    sentence: noWheel,
  },
  {
    pattern:
      /Connection refused|NewConnectionError|Name or service not known|name resolution|getaddrinfo|nodename nor servname|timed out|Network is unreachable|Connection reset|ProxyError|error sending request|IncompleteRead|Connection broken/,
    code: 'environment-failed',
    sentence: () =>
      `The package index can't be reached. Check the network and pip's settings ${tryAgain}`,
  },
  {
    pattern: /No matching distribution found for (\S+)|there (?:is|are) no versions? of (\S+)/i,
    code: 'environment-failed',
    sentence: noWheel,
  },
  {
    pattern: /(\S+) is not a supported wheel|(\S+) has no wheels with a matching/,
    code: 'environment-failed',
    sentence: noWheel,
  },
  {
    pattern: /No module named '?pip\b|pip\/_internal|ImportError[\s\S]*\bpip\b/,
    code: 'environment-failed',
    sentence: () => "This Python's pip is damaged. Repair it, or install uv, and try again.",
  },
];

function noWheel(requirement: string): string {
  return `The package index offers no ${requirement} for this Python on ${process.platform} ${process.arch}, or refuses access. Check pip's settings, or install Python 3.12 (64 bit) or uv, and try again. Systems without glibc, such as Alpine, have no PyTorch.`;
}

/**
 * What a failed step of the set-up means to a person.
 * @param output the end of what the program wrote.
 */
export function installFailure(step: string, output: string): RoundtripError {
  for (const { pattern, code, sentence } of causes) {
    const match = pattern.exec(output);
    if (match) {
      const what = match.slice(1).find((group) => group !== undefined) ?? '';
      return new RoundtripError(code, sentence(what), { step });
    }
  }
  return new RoundtripError(
    'environment-failed',
    `The trainer's environment could not be set up: ${lastLine(output) || 'a program ended without a word'}. Try again; roundtrip doctor tells what is there.`,
    { step },
  );
}
