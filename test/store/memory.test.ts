import { memoryStore } from '../../src/store/memory.ts';
import { storeContract } from './contract.ts';

storeContract('memoryStore', async () => {
  const store = memoryStore({ occurrences: 5000 });
  return { store, cleanup: () => store.close(0) };
});
