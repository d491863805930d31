/** JSON Pointers (RFC 6901) into a configuration. */

export function member(pointer: string, name: string | number): string {
  if (typeof name === 'number') return `${pointer}/${name}`;
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export function pointerOf(path: readonly (string | number)[]): string {
  return path.reduce<string>(member, '');
}

/** The names that lead to a value, from the outermost. */
export function namesOf(pointer: string): readonly string[] {
  const names = pointer.split('/').slice(1);
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}
