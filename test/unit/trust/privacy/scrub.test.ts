import { hostname, networkInterfaces, userInfo } from 'node:os';
import t from 'tap';
import { readLocalIdentity } from '../../../../lib/trust/privacy/local-identity.js';
import { makeScrubber, type JsonValue } from '../../../../lib/trust/privacy/scrub.js';
import { makeBenign } from '../../../fuzz/privacy/benign.js';
import { ENCODINGS } from '../../../fuzz/privacy/encodings.js';
import { measureRecall } from '../../../fuzz/privacy/measure-recall.js';
import { CLASSES, makeIdentity } from '../../../fuzz/privacy/values.js';
import { makeBatch } from '../../../fuzz/privacy/make-event.js';
import { Random } from '../../../support/random.js';

const IDENTITY = {
  hostNames: ['buildbox7'],
  userNames: ['alice', 'bob', 'josé'],
  homeDirectories: ['/home/alice', 'C:\\Users\\Bob Smith'],
  addresses: ['10.1.2.3', 'fe80::1ff:fe23:4567:890a'],
  hardwareAddresses: ['00:1a:2b:3c:4d:5e'],
  secrets: ['s3cr3tv4lue!'],
};
const { text, json } = makeScrubber(IDENTITY);

t.test('E11 each kind of value is replaced, and nothing else', (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['alice and Bob', '<user> and <user>'],
    ['malice bobbin', 'malice bobbin'],
    ['at /home/alice/secret/x.js:3:4', 'at <home>:3:4'],
    ['/home/carol/project/x.js:3', '<home>:3'],
    ['C:\\Users\\Carol Jones\\x y\\z.txt:12', '<home>:12'],
    ['C:\\\\Users\\\\Carol', '<home>'],
    ['c:/users/dan/x', '<home>'],
    ['\\\\?\\C:\\Users\\dan', '\\\\?\\<home>'],
    ['file:///home/carol/x', 'file://<home>'],
    ['GET /users/42', 'GET /users/42'],
    ['https://example.com/home/index', 'https://example.com/home/index'],
    ['mail joe.doe+x@example.co.uk now', 'mail <email> now'],
    ['"joe doe"@example.com', '<email>'],
    ['@types/node pkg@1.2.3', '@types/node pkg@1.2.3'],
    ['1.2.3.4:80', '<address>:80'],
    ['192.168.001.010', '<address>'],
    ['v1.2.3.4 256.1.1.1', 'v1.2.3.4 256.1.1.1'],
    ['fe80::1%eth0', '<address>'],
    ['[::1]:80', '[<address>]:80'],
    ['ip:fe80::1', 'ip:<address>'],
    ['::ffff:1.2.3.4', '<address>'],
    ['12:34:56 std::vector<int> a ? b : c', '12:34:56 std::vector<int> a ? b : c'],
    ['mac:00:11:22:33:44:55.', 'mac:<mac>.'],
    ['00-11-22-33-44-55', '<mac>'],
    ['0011.2233.4455', '<mac>'],
    ['001a2b3c4d5e', '<mac>'],
    ['buildbox7.corp.example.com.', '<host>.'],
    ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', '<secret>'],
    ['password=hunter', 'password=<secret>'],
    ['Authorization: Bearer abcdefgh12345678', 'Authorization: <secret>'],
    ['is s3cr3tv4lue! here', 'is <secret> here'],
    ['alic%65 \\u0061lice &#97;lice', '<user> <user> <user>'],
    ['JOS%C3%89', '<user>'],
    ['joe%2540example.com', '<email>'],
    ['Ym9i', '<user>'],
    ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', '<secret>'],
  ];
  for (const [input, output] of cases) t.equal(text(input), output, JSON.stringify(input));
  t.end();
});

t.test('E11 N5 every class in every encoding: nothing is missed', (t) => {
  for (const kind of Object.keys(CLASSES)) t.same(measureRecall(kind, 1900, 11).misses, [], kind);
  t.ok(Object.keys(ENCODINGS).length >= 8);
  t.end();
});

t.test('E11 the measurement finds a scrubber that misses something', (t) => {
  const forgetful: typeof makeScrubber = (identity) => makeScrubber({ ...identity, userNames: [] });
  t.ok(measureRecall('user', 500, 11, forgetful).misses.length > 100);
  const raw: typeof makeScrubber = () => ({ text: (input) => input, json: (value) => value });
  t.equal(measureRecall('email', 190, 11, raw).misses.length, 190);
  t.end();
});

t.test('E11 of harmless texts, at most one in a thousand is altered', (t) => {
  const scrubber = makeScrubber(makeIdentity(new Random(3)));
  const benign = makeBenign(5000, 3);
  const altered = benign.filter((one) => scrubber.text(one) !== one);
  t.ok(altered.length <= 5, altered.join('\n'));
  t.end();
});

t.test('E11 names of properties, nested values and secrets by name', (t) => {
  const value: JsonValue = {
    alice: [{ 'x@example.com': { deep: ['10.1.2.3', 7, true, null] } }],
    bob: 1,
    password: 'correct horse',
    'api-key': 'x',
    count: 3,
  };
  t.same(json(value), {
    '<user>': [{ '<email>': { deep: ['<address>', 7, true, null] } }],
    '<user>_': 1,
    password: '<secret>',
    'api-key': '<secret>',
    count: 3,
  });
  let deep: JsonValue = 'alice';
  for (let level = 0; level < 5000; level++) deep = [deep];
  t.notMatch(JSON.stringify(json(deep)), 'alice');
  const polluted = json(JSON.parse('{"__proto__": {"alice": 1}}') as JsonValue);
  t.equal(JSON.stringify(polluted), '{"__proto__":{"<user>":1}}');
  t.end();
});

t.test('E11 what fits the schema stays as it is, even where the user is called like a word of it', (t) => {
  const random = new Random(9);
  const { json } = makeScrubber({ ...IDENTITY, userNames: ['worker', 'linux', 'kind'], hostNames: ['routing'] });
  for (let round = 0; round < 500; round++) {
    const batch = makeBatch(random);
    t.same(json(batch), batch);
  }
  t.end();
});

t.test('E11 digits of the schema’s own fields stay, whatever short name they spell by chance', (t) => {
  const { json, text } = makeScrubber({ ...IDENTITY, hostNames: ['vm'] });
  const key = '2f3bc8ac37b015bcba4dae564d214d45'; // "VM" is among its bytes
  t.equal(text(key), '<encoded>');
  t.same(json({ idempotencyKey: key, hostHash: key + key }), { idempotencyKey: key, hostHash: key + key });
  const elsewhere = { hint: key, hostHash: key, idempotencyKey: `${key}00`, events: [key] };
  t.same(json(elsewhere), {
    hint: '<encoded>',
    hostHash: '<encoded>',
    idempotencyKey: '<encoded>',
    events: ['<encoded>'],
  });
  t.end();
});

t.test('E11 to scrub again changes nothing', (t) => {
  const random = new Random(4);
  for (let round = 0; round < 300; round++) {
    const identity = makeIdentity(random);
    const scrubber = makeScrubber(identity);
    const kind = random.pick(Object.keys(CLASSES));
    const once = scrubber.text(`x ${CLASSES[kind]!(random, identity)} y`);
    t.equal(scrubber.text(once), once);
  }
  t.end();
});

t.test('N4 N5 this machine: its names, addresses and secret variables are known', (t) => {
  const identity = readLocalIdentity({
    USER: 'ci-user',
    HOSTNAME: 'pod-77.cluster.example',
    HOME: '/srv/ci',
    NPM_TOKEN: 'abcdefgh-token',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI',
    TOKEN_COUNT: '3',
    PATH: '/usr/bin:/usr/local/bin',
  });
  const { text: scrub } = makeScrubber(identity);
  const real = [hostname(), userInfo().username, userInfo().homedir];
  for (const { address, mac } of Object.values(networkInterfaces()).flatMap((list) => list ?? [])) {
    real.push(address, ...(mac === '00:00:00:00:00:00' ? [] : [mac]));
  }
  for (const value of [...real, 'ci-user', 'pod-77', '/srv/ci', 'abcdefgh-token', 'wJalrXUtnFEMI']) {
    if (value === 'localhost') continue;
    t.notOk(scrub(`a ${value} b`).includes(value));
    const encoded = Buffer.from(`x ${value} y`).toString('base64');
    t.notOk(scrub(`a ${encoded} b`).includes(encoded));
  }
  t.equal(scrub('/usr/bin:/usr/local/bin 3'), '/usr/bin:/usr/local/bin 3');
  t.end();
});
