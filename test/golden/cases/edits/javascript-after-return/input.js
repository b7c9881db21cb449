function f() {
  let target;
  return target = function () {};
}
