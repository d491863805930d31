import { BlockList, isIP } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, parseAddress, parseNetwork } from '../../src/rules/address.ts';

const within = (address: string, network: string): boolean =>
  isWithin(parseAddress(address)!, parseNetwork(network)!);

describe('R71 an address is in a network', () => {
  it.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['10.1.2.3', '10.1.2.2/31', true],
    ['10.1.2.3', '10.9.9.9/8', true],
    ['10.1.2.3', '0.0.0.0/0', true],
    ['172.31.255.255', '172.16.0.0/12', true],
    ['172.32.0.0', '172.16.0.0/12', false],
    ['::1', '::1', true],
    ['0:0:0:0:0:0:0:1', '::1/128', true],
    ['2001:DB8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['fe80::1', 'fe80::%eth0/10', true],
    // The same address in both ways to write it.
    ['::ffff:10.1.2.3', '10.0.0.0/8', true],
    ['::FFFF:a01:203', '10.1.2.3', true],
    ['10.1.2.3', '::ffff:10.0.0.0/104', true],
    ['11.1.2.3', '::ffff:10.0.0.0/104', false],
    ['10.1.2.3', '::ffff:0:0/96', true],
    // A network of IPv6 holds IPv6.
    ['10.1.2.3', '::/0', false],
    ['10.1.2.3', '::ffff:0:0/95', false],
    ['::1', '::/0', true],
    ['::1', '0.0.0.0/0', false],
    ['::10.1.2.3', '10.0.0.0/8', false],
  ])('%s in %s: %j', (address, network, expected) => {
    expect(within(address, network)).toBe(expected);
  });

  it('as Node says it', () => {
    const bits4 = fc.integer({ min: 0, max: 32 });
    const bits6 = fc.integer({ min: 0, max: 128 });
    // Addresses near each other, so that half of them are within.
    const near4 = fc
      .tuple(fc.constantFrom(10, 11, 138), fc.nat(1), fc.nat(255), fc.nat(3))
      .map((parts) => parts.join('.'));
    const near6 = fc
      .tuple(
        fc.constantFrom('2001', '2002', 'a001'),
        fc.nat(1),
        fc.constantFrom('', 'db8:', 'db9:8000:'),
        fc.nat(65_535),
      )
      .map(([a, b, c, d]) => `${a}:${b}:${c}:${d.toString(16)}`);
    const cases = fc.oneof(
      fc.tuple(near4, near4, bits4, fc.constant('ipv4' as const)),
      fc.tuple(near6, near6, bits6, fc.constant('ipv6' as const)),
    );
    fc.assert(
      fc.property(cases, ([address, network, bits, family]) => {
        const list = new BlockList();
        list.addSubnet(network, bits, family);
        expect(within(address, `${network}/${bits}`)).toBe(list.check(address, family));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('R71 a text is an address', () => {
  const WRONG = [
    '',
    'a',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3.1000',
    '01.2.3.4',
    '1.2.3.4a',
    '1.2.3.-4',
    ' 1.2.3.4',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    '12345::',
    'g::',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '::1.2.3',
    '::1.2.3.4.5',
    '1:2:3:4:5:6:7:1.2.3.4',
    `::1%${'z'.repeat(100)}`,
  ];

  it.each(WRONG)('not %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
    expect(parseNetwork(text)).toBeUndefined();
  });

  it.each([
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/-1',
    '1.2.3.4/8/8',
    '1.2.3.4/08',
    '1.2.3.4/a',
    '::/129',
    '::/1e1',
    '/8',
  ])('nor is %j a network', (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  });

  it('where Node says so', () => {
    const group = fc.constantFrom('', '0', '1', 'ffff', 'FF', 'abcde', '1.2.3.4', '1.2.3', 'x');
    const text = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.array(group, { maxLength: 9 }).map((groups) => groups.join(':')),
      fc
        .array(fc.constantFrom('0', '1', '255', '256', '01', ''), { maxLength: 5 })
        .map((octets) => octets.join('.')),
    );
    fc.assert(
      fc.property(text, (written) => {
        expect(parseAddress(written) !== undefined).toBe(isIP(written) !== 0);
      }),
      { numRuns: 5000 },
    );
  });
});
