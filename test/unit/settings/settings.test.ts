import t from 'tap';

process.env.JETLOOP_LEVEL = '3';
process.env.JETLOOP_THREADS = '6';
process.env.JETLOOP_RESERVE_CORES = '1';
process.env.JETLOOP_LOG_LEVEL = 'loud';

t.test('the lowest ceiling counts, everything else prefers the more specific', async (t) => {
  const { applyConfiguration, environmentProblems, resolveFunctionSettings, resolveLogLevel } =
    await import('../../../lib/settings/settings.js');
  t.match(resolveFunctionSettings({}), { level: 3, forceFallback: false, compile: 'background', verify: 0 });
  t.equal(resolveFunctionSettings({ level: 2 }).level, 2);
  t.equal(resolveFunctionSettings({ level: 4 }).level, 3);
  t.equal(resolveFunctionSettings({ level: 'auto' }).level, 3);
  t.equal(resolveLogLevel(), 'warn');
  t.match(environmentProblems(), [{ name: 'JETLOOP_LOG_LEVEL' }]);

  applyConfiguration({ level: 1, compile: 'sync', verify: 5, logLevel: 'silent' });
  t.match(resolveFunctionSettings({}), { level: 1, compile: 'sync', verify: 5 });
  t.match(resolveFunctionSettings({ level: 2, compile: 'background', verify: 0 }), {
    level: 1,
    compile: 'background',
    verify: 0,
  });
  t.equal(resolveLogLevel(), 'silent');
  applyConfiguration({ verify: 6 });
  t.match(resolveFunctionSettings({}), { level: 1, verify: 6 }, 'what is not named stays');

  t.match(resolveFunctionSettings({}), { threads: 6, reserveCores: 1 });
  applyConfiguration({ threads: 5, reserveCores: 2 });
  t.match(resolveFunctionSettings({}), { threads: 5, reserveCores: 2 });
  t.equal(resolveFunctionSettings({ threads: 3 }).threads, 3);
  t.equal(resolveFunctionSettings({ threads: 7 }).threads, 5);
  applyConfiguration({ reserveCores: 0 });
  t.equal(resolveFunctionSettings({}).reserveCores, 1, 'what the environment reserves stays reserved');

  process.env.JETLOOP_LEVEL = '0';
  t.equal(resolveFunctionSettings({ level: 1 }).level, 1, 'the environment was read once');
});
