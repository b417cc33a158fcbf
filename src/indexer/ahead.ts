/** What is read while something else is written. */

export interface Ahead<Reading> {
  /** Begins to read; nobody has to wait for it. */
  start(read: (signal: AbortSignal) => Promise<Reading>, signal: AbortSignal): void;
  /** What is being read, once; undefined if nothing is. */
  take(): Promise<Reading> | undefined;
  /** What was read follows what should have been written: it is stopped and thrown away. @throws the failure */
  giveUp(failure: unknown): Promise<never>;
}

export function createAhead<Reading>(): Ahead<Reading> {
  let under: { readonly reading: Promise<Reading>; readonly given: AbortController } | undefined;
  return {
    start(read, signal) {
      const given = new AbortController();
      const reading = read(AbortSignal.any([signal, given.signal]));
      reading.catch(() => undefined);
      under = { reading, given };
    },
    take() {
      const reading = under?.reading;
      under = undefined;
      return reading;
    },
    async giveUp(failure) {
      under?.given.abort(failure);
      await under?.reading.catch(() => undefined);
      under = undefined;
      throw failure;
    },
  };
}
