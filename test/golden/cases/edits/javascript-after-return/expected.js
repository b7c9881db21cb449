function f() {
  let target;
  return /** Does nothing. */ target = function () {};
}
