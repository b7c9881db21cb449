describe('a host that is killed in a test', () => {
  it('passes before', () => {});

  it('dies as by a fault in native code', () => {
    process.kill(process.pid, 'SIGKILL');
  });
});
