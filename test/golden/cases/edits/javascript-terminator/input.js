const target = (a) => a;
