const o = { target(a) { return a; }, other() {} };
