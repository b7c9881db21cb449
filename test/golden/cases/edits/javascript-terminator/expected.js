/** Matches a glob such as **\/*.js, and *\/ too. */
const target = (a) => a;
