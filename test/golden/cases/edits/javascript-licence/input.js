/**
 * @license MIT
 */

function target() {}
