/** Does nothing. */
// eslint-disable-next-line no-unused-vars
function target() {}
