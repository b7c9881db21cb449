/** Adds. */
export function add(a, b = 1, ...rest) { return a + b; }

/**
 * Waits.
 * @param {number} x how long
 */
// eslint-disable-next-line no-unused-vars
export const wait = async (x) => {
  const double = y => y * 2;
  return double(x);
};

function* count() { yield 1; }

class Cart extends Base {
  /** Makes one. */
  constructor(items) { super(); this.items = items; }
  static async *pages({ size }, [first]) { yield first; }
  get total() { return 1; }
  set total(value) {}
  handler = (event) => { return event; };
  @logged() #secret() {}
  ['computed' + 1]() {}
}

/** Old style. */
Cart.prototype.old = function (x) { return x; };
exports.a = module.exports.b = function named(y) { return y; };
const menu = { /** Short. */ open(a) { return a; }, 'long-key': function (b) { return b; }, deep: { go: c => c } };
const one = () => 1, two = () => 2;

/** Nobody's name. */
export default async function () { return 1; }
[1].map(function unnamed(x) { return x; });
