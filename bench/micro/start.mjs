/** `node start.mjs <name>`: CPU milliseconds of an import, in a process that has done nothing else. */

const imports = {
  /** What it costs to import anything at all. */
  'import of an empty module': () => import('./nothing.mjs'),
  'import and createFaultline()': async () => {
    const { createFaultline } = await import('../../dist/src/index.js');
    createFaultline();
  },
};

const name = process.argv[2];
const before = process.cpuUsage();
await imports[name]();
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ [name]: (user + system) / 1000 }));
