/** What a problem is called and what to do about it, in one language. */
export interface ProblemWords {
  readonly title: string;
  readonly wayOut: string;
}
