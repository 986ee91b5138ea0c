import t from 'tap';
import { InputError, JetloopError } from '../../../lib/settings/errors.js';
import { checkAccelerateOptions, checkConfigureOptions } from '../../../lib/settings/options.js';

/** The error of a call, or undefined. */
function errorOf(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}

t.test('accepts what it knows, and copies it', (t) => {
  const options = { level: 2, name: 'f', compile: 'sync', verify: 3, relax: [] };
  const checked = checkAccelerateOptions(options);
  t.same(checked, options);
  options.verify = 9;
  t.equal(checked.verify, 3);
  t.same(checkAccelerateOptions(undefined), {});
  t.same(checkAccelerateOptions({ level: undefined }), {}, 'undefined counts as absent');
  t.same(checkConfigureOptions({ level: 'auto', logLevel: 'info' }), { level: 'auto', logLevel: 'info' });
  t.end();
});

t.test('refuses what it does not know, and says what there is', (t) => {
  const cases: readonly (readonly [unknown, string, RegExp])[] = [
    [
      { speed: 1 },
      'option-unknown',
      /unknown option "speed"; it knows level, threads, name, compile, verify, relax, scope$/,
    ],
    [{ toString: 1 }, 'option-unknown', /"toString"/],
    [{ threads: 0 }, 'option-value', /"threads" accepts a whole number from 1 to 1023; got 0/],
    [{ threads: 1.5 }, 'option-value', /got 1.5/],
    [{ threads: '2' }, 'option-value', /got "2"/],
    [{ cacheDir: 'x' }, 'option-unavailable', /"cacheDir" comes in a later version/],
    [{ scope: null }, 'option-value', /an object of values by name; got null$/],
    [{ level: 5 }, 'option-value', /'auto', 0, 1, 2, 3 or 4; got 5$/],
    [{ level: '2' }, 'option-value', /got "2"$/],
    [{ name: 1 }, 'option-value', /a string; got 1$/],
    [{ compile: 'later' }, 'option-value', /'background' or 'sync'/],
    [{ verify: -1 }, 'option-value', /whole number/],
    [{ verify: 1.5 }, 'option-value', /whole number/],
    [{ relax: ['reassociate'] }, 'option-value', /no relaxation exists yet; got \["reassociate"\]$/],
    [{ relax: true }, 'option-value', /got true$/],
    [null, 'options-not-an-object', /must be an object/],
    ['fast', 'options-not-an-object', /must be an object/],
  ];
  for (const [options, code, message] of cases) {
    const error = errorOf(() => checkAccelerateOptions(options));
    t.ok(error instanceof InputError && error instanceof JetloopError);
    t.match(error, { name: 'InputError', code, message });
  }
  t.match(
    errorOf(() => checkConfigureOptions({ name: 'x' })),
    { code: 'option-unknown' },
  );
  t.match(
    errorOf(() => checkConfigureOptions({ logLevel: 'loud' })),
    { code: 'option-value' },
  );
  t.end();
});
