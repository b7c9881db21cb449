/** Of the environment only what programs need to start; a token must not reach a model's code. */
const passedOn =
  /^(?:PATH|HOME|LANG|LC_\w+|VIRTUAL_ENV|PYENV_\w+|PYTHONPATH|GEM_\w+|GO(?:PATH|ROOT|FLAGS|MODCACHE)|NVM_\w+|SystemRoot|PATHEXT|USERPROFILE)$/;

/** The environment of code that a model wrote. @param temporary the folder it may write to. */
export function environmentFor(temporary: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => passedOn.test(name));
  return {
    ...Object.fromEntries(kept),
    ...{ TMPDIR: temporary, TEMP: temporary, TMP: temporary, PYTHONDONTWRITEBYTECODE: '1' },
  };
}
