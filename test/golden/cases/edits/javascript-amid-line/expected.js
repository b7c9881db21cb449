const o = { /** Gives a back. Always. */ target(a) { return a; }, other() {} };
