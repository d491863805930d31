/** IP addresses and networks. An IPv4 address mapped into IPv6 is the IPv4 address; zones (`%eth0`) do not count. */

/** In parts of 16 bits: two of IPv4, eight of IPv6. */
export type Address = readonly number[];

export interface Network {
  readonly address: Address;
  /** How many leading bits count. */
  readonly bits: number;
}

const MAX_LENGTH = 100;

/** The bits before the IPv4 address in `::ffff:0:0/96`. */
const MAPPED_BITS = 96;

export function parseAddress(text: string): Address | undefined {
  const address = partsOf(text);
  return address !== undefined && isMapped(address) ? address.slice(6) : address;
}

/** An address, or one with the length of a prefix; bits beyond that may be set. */
export function parseNetwork(text: string): Network | undefined {
  const [before = '', prefix, ...more] = text.split('/');
  const address = partsOf(before);
  if (address === undefined || more.length > 0) return undefined;
  const size = address.length * 16;
  const bits = prefix === undefined ? size : /^(?:0|[1-9]\d{0,2})$/.test(prefix) ? Number(prefix) : Infinity;
  if (bits > size) return undefined;
  // A wider network of IPv6 holds more than mapped addresses, and is meant to hold those of IPv6.
  return isMapped(address) && bits >= MAPPED_BITS
    ? { address: address.slice(6), bits: bits - MAPPED_BITS }
    : { address, bits };
}

export function isWithin(address: Address, network: Network): boolean {
  if (address.length !== network.address.length) return false;
  for (let i = 0, bits = network.bits; bits > 0; i++, bits -= 16) {
    const rest = bits >= 16 ? 0 : 16 - bits;
    if (address[i]! >> rest !== network.address[i]! >> rest) return false;
  }
  return true;
}

function isMapped(address: Address): boolean {
  return address.length === 8 && address[5] === 0xffff && address.slice(0, 5).every((part) => part === 0);
}

function partsOf(text: string): Address | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [address = ''] = text.split('%', 1);
  return address.includes(':') ? parts6(address) : parts4(address);
}

/** Without leading zeros: some read `010` as eight. */
function parts4(text: string): Address | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/.test(octet))) return undefined;
  const [a, b, c, d] = octets.map(Number) as [number, number, number, number];
  return Math.max(a, b, c, d) > 255 ? undefined : [(a << 8) | b, (c << 8) | d];
}

/** RFC 4291, section 2.2: `::` stands for one part of zeros or more, and IPv4 may be written at the end. */
function parts6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const parts = halves.map((half, i) => groupsOf(half, i === halves.length - 1));
  const [head, tail] = parts;
  if (head === undefined || parts.includes(undefined)) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail!.length;
  return missing < 1 ? undefined : [...head, ...Array.from({ length: missing }, () => 0), ...tail!];
}

function groupsOf(text: string, isLast: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const end = isLast && groups.at(-1)!.includes('.') ? parts4(groups.pop()!) : [];
  if (end === undefined || !groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return [...groups.map((group) => Number.parseInt(group, 16)), ...end];
}
