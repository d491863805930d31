/** What the store needs of a pool of connections: the pools of `pg` are such. */

export interface PostgresPool {
  connect(): Promise<PostgresClient>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  end(): Promise<void>;
  readonly options?: object;
}

export interface PostgresClient {
  query(query: PostgresQuery): Promise<unknown>;
  query(query: string): Promise<unknown>;
  release(destroy?: boolean): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
}

export interface PostgresQuery {
  readonly text: string;
  readonly values?: unknown[];
  readonly name?: string;
  readonly rowMode: 'array';
  readonly types: { getTypeParser(): (value: string) => string };
}
