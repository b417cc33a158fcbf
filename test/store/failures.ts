/** What a piece of work threw; a text that no test expects if it threw nothing. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "nothing was thrown",
    (error: unknown) => error,
  );
}
