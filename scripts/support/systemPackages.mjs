// Programs that npm has no package of, from Debian's archive.
import { run } from './command.mjs';
import { step } from './step.mjs';

/** How to see that a program is there, and what Debian calls it. */
const programs = {
  chromium: {
    probe: [process.env.CHROMIUM ?? 'chromium', '--version'],
    packages: ['chromium', 'fonts-liberation'],
  },
  make: { probe: ['make', '--version'], packages: ['make'] },
  compiler: { probe: ['g++', '--version'], packages: ['g++'] },
  python: { probe: ['python3', '--version'], packages: ['python3'] },
  venv: { probe: ['python3', '-c', 'import ensurepip, venv'], packages: ['python3-venv'] },
  ruby: { probe: ['ruby', '--version'], packages: ['ruby'] },
  go: { probe: ['go', 'version'], packages: ['golang-go'] },
  java: { probe: ['javac', '-version'], packages: ['default-jdk-headless'] },
  ffmpeg: { probe: ['ffmpeg', '-version'], packages: ['ffmpeg'] },
  pip: { probe: ['python3', '-m', 'pip', '--version'], packages: ['python3-pip'] },
};

/**
 * Installs the named programs that are missing; needs root or passwordless sudo only then.
 *
 * @param {readonly (keyof typeof programs)[]} names
 */
export async function ensurePrograms(...names) {
  const missing = [];
  for (const name of names) if (!(await answers(programs[name].probe))) missing.push(name);
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => programs[name].packages);
  if (!(await answers(['apt-get', '--version']))) {
    throw new Error(
      `${missing.join(' and ')} can't be found, and only Debian's are installed for you: install the equal of ${packages.join(', ')}.`,
    );
  }
  const apt = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  await step(`Installing ${packages.join(' ')}`, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const [program, ...rest] = apt;
    await run(program, [...rest, 'update', '-qq'], { env });
    await run(program, [...rest, 'install', '-qq', '--no-install-recommends', ...packages], {
      env,
    });
  });
}

async function answers([program, ...args]) {
  return run(program, args).then(
    () => true,
    () => false,
  );
}
