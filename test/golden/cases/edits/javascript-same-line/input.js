/** Old. */ function target() {}
