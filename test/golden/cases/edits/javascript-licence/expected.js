/**
 * @license MIT
 */

/** Does nothing. */
function target() {}
