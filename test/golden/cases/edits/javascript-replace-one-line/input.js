class A {
  /** Old. */
  target() {}
}
