/** The process of one server: `node main.mjs <framework> <variant>`. Tells its port, and its CPU time when asked. */

const [framework, variant] = process.argv.slice(2);
const { start } = await import(`./${framework}.mjs`);

process.on('message', () => process.send({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit(0));
process.send({ port: await start(variant, 0) });
