class A {
  /**
   * New.
   *
   * Turns a title into a slug that can stand in an address: lower case, words
   * joined by hyphens, nothing else in it at all.
   */
  target() {}
}
