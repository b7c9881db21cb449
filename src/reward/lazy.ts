/** What `read` gives or throws, found out at the first call and the same at each. */
export function lazy<T>(read: () => T): () => T {
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined;
  return () => {
    outcome ??= attempt(read);
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
}

function attempt<T>(read: () => T) {
  try {
    return { value: read() };
  } catch (error) {
    return { error };
  }
}
