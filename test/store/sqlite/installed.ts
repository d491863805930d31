import { DRIVERS, loadDriver, type DriverName } from '../../../src/store/sqlite/driver.ts';

/** What the tests' runtime has. */
export const installed: readonly DriverName[] = DRIVERS.filter((name) => {
  try {
    return loadDriver(name).name === name;
  } catch (error) {
    // A test that is left out is easily overlooked.
    console.warn(`skipped: ${String(error)}`);
    return false;
  }
});
