/** The row that a table has of its own for the key; a foreign error's key may be anything. */
export function rowOf<Row>(table: Readonly<Record<string, Row>>, key: unknown): Row | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}
