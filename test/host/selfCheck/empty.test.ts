describe('a suite without a test', () => {});
