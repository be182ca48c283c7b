/**
 * How many milliseconds this process has computed, to be subtracted from a later answer: unlike a clock it does not go on while other
 * processes have the processor.
 */
export function computedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
