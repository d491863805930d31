import { postgresStore } from '../../../src/store/postgres/index.ts';
import { storeContract } from '../contract.ts';
import { serve } from './served.ts';

const postgres = serve();

let schemas = 0;

storeContract('postgresStore', async () => {
  const options = { connectionString: postgres.url, schema: `s${++schemas}` };
  const stores = [postgresStore(options)];
  return {
    store: stores[0]!,
    async reopen() {
      const again = postgresStore(options);
      stores.push(again);
      return again;
    },
    async cleanup() {
      for (const store of stores) await store.close(5000);
    },
  };
});
