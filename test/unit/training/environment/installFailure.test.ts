import { describe, expect, it } from 'vitest';
import { installFailure } from '../../../../src/training/environment/installFailure.ts';

/** What real programs wrote when each thing was wrong (all but the last two), less repetitions. */
const complaints: readonly [what: string, output: string, code: string, sentence: string][] = [
  [
    'a full disk, by pip',
    'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n',
    'disk-full',
    "There is no space left for the trainer's packages.",
  ],
  [
    'a full disk, by uv',
    'error: Failed to install: numpy-2.4.6-cp311-cp311-manylinux_2_27_x86_64.whl (numpy==2.4.6)\n  cause: Failed to copy to `/tmp/w/numpy.libs/a.so`\n  cause: failed to copy file from /tmp/a to /tmp/b: No space left on device (os error 28)\n',
    'disk-full',
    'Free some and try again',
  ],
  [
    "Debian's Python without its venv",
    'The virtual environment was not created successfully because ensurepip is not\navailable.  On Debian/Ubuntu systems, you need to install the python3-venv\npackage using the following command.\n\n    apt install python3.11-venv\n\nYou may need to use sudo with that command.\n',
    'environment-missing',
    '(apt install python3.11-venv)',
  ],
  [
    'no pip',
    '/tmp/vb/bin/python: No module named pip\n',
    'environment-failed',
    "This Python's pip is damaged.",
  ],
  [
    'a damaged pip',
    'Traceback (most recent call last):\n  File "/tmp/vc/lib/python3.11/site-packages/pip/__main__.py", line 22, in <module>\n    from pip._internal.cli.main import main as _main\n  File "/tmp/vc/lib/python3.11/site-packages/pip/_internal/__init__.py", line 1, in <module>\n    raise ImportError("broken")\nImportError: broken\n',
    'environment-failed',
    "This Python's pip is damaged.",
  ],
  [
    'no network, by pip',
    "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7ff6cb071c50>: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/torch/\nERROR: Could not find a version that satisfies the requirement torch==2.13.0 (from versions: none)\nERROR: No matching distribution found for torch==2.13.0\n",
    'environment-failed',
    "The package index can't be reached.",
  ],
  [
    'a download that stalls, by pip, as if pip were damaged',
    'ERROR: Exception:\nTraceback (most recent call last):\n  File "/v/lib/python3.11/site-packages/pip/_internal/cli/base_command.py", line 180, in exc_logging_wrapper\n    status = run_func(*args)\npip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPConnectionPool(host=\'127.0.0.1\', port=8914): Read timed out.\n',
    'environment-failed',
    "The package index can't be reached.",
  ],
  [
    'no network, by uv',
    'error: Request failed after 3 retries in 7.4s\n  cause: Failed to fetch: http://127.0.0.1:9/simple/torch/\n  cause: error sending request for url (http://127.0.0.1:9/simple/torch/)\n  cause: client error (Connect)\n  cause: dns error\n  cause: failed to lookup address information: Name or service not known\n',
    'environment-failed',
    "The package index can't be reached.",
  ],
  [
    'an index that pip does not trust',
    "WARNING: The repository located at nowhere.invalid is not a trusted or secure host and is being ignored. If this repository is available via HTTPS we recommend you use HTTPS instead, otherwise you may silence this warning and allow it anyway with '--trusted-host nowhere.invalid'.\nERROR: Could not find a version that satisfies the requirement torch==2.13.0 (from versions: none)\nERROR: No matching distribution found for torch==2.13.0\n",
    'environment-failed',
    'pip does not trust the package index at nowhere.invalid',
  ],
  [
    'no version for this Python',
    'ERROR: Ignored the following versions that require a different python version: 5.0.0 Requires-Python >=3.10.0\nERROR: Could not find a version that satisfies the requirement transformers==5.2.0 (from versions: 0.1, 2.0.0, 4.57.3)\nERROR: No matching distribution found for transformers==5.2.0\n',
    'environment-failed',
    'The package index offers no transformers==5.2.0 for this Python on',
  ],
  [
    'no version at all, by uv',
    'error: No solution found when resolving dependencies\n  cause: Because there is no version of torch==99.0 and you require torch==99.0, we can conclude that your requirements are unsatisfiable.\n',
    'environment-failed',
    'The package index offers no torch==99.0 for this Python on',
  ],
  [
    'a folder that can not be written, by venv',
    "Error: [Errno 13] Permission denied: '/data/trainer/venv'\n",
    'environment-failed',
    "/data/trainer/venv can't be written.",
  ],
  [
    'a folder that can not be written, by pip',
    "Installing collected packages: toolz\nERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/data/trainer/venv/lib/python3.11/site-packages/tlz'\nCheck the permissions.\n\n",
    'environment-failed',
    "site-packages/tlz can't be written.",
  ],
  [
    'a certificate that is not trusted, by pip',
    "Could not fetch URL https://127.0.0.1:8913/simple/torch/: There was a problem confirming the ssl certificate: HTTPSConnectionPool(host='127.0.0.1', port=8913): Max retries exceeded with url: /simple/torch/ (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)'))) - skipping\nERROR: No matching distribution found for torch==2.13.0\n",
    'environment-failed',
    'certificate is not trusted here',
  ],
  [
    'a certificate that is not trusted, by uv',
    'error: Failed to fetch: https://127.0.0.1:8913/simple/torch/\n  cause: error sending request for url (https://127.0.0.1:8913/simple/torch/)\n  cause: client error (Connect)\n  cause: invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))\n',
    'environment-failed',
    'certificate is not trusted here',
  ],
  [
    'an index that wants a password, by pip, which does not say so',
    'Looking in indexes: http://ada:****@127.0.0.1:8911/simple\nERROR: Could not find a version that satisfies the requirement torch==2.13.0 (from versions: none)\nERROR: No matching distribution found for torch==2.13.0\n',
    'environment-failed',
    'or refuses access. Check pip',
  ],
  [
    'an index that wants a password, by uv',
    'error: No solution found when resolving dependencies\n  cause: Because torch was not found in the package registry and you require torch==2.13.0, we can conclude that your requirements are unsatisfiable.\n\nhint: An index URL (http://127.0.0.1:8911/simple) could not be queried due to a lack of valid authentication credentials (401 Unauthorized)\n',
    'environment-failed',
    'The package index refuses access.',
  ],
  [
    'a package that was exchanged',
    'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.\n',
    'environment-failed',
    "don't trust the package index",
  ],
  [
    'anything else, its last line without passwords',
    'first\nERROR: 500 for http://ada:secret@127.0.0.1/simple.\n',
    'environment-failed',
    'could not be set up: 500 for http://***@127.0.0.1/simple. Try again',
  ],
  ['silence', '', 'environment-failed', 'a program ended without a word'],
];

describe('what the programs complain of', () => {
  it.each(complaints)('%s', (_what, output, code, sentence) => {
    const failure = installFailure('Installing', output);
    expect(failure).toMatchObject({ code, message: expect.stringContaining(sentence) });
    expect(failure.message).not.toContain('secret');
  });
});
