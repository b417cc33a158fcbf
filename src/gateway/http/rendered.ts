/** Bodies that are text already, and those of them that are kept. */

/** A body as it is sent, for an operation whose answer is a `Body`. */
export class Rendered<Body> {
  readonly json: Buffer;
  /** Never there: it keeps bodies of different operations apart. */
  readonly body?: Body;

  constructor(body: Body) {
    this.json = Buffer.from(JSON.stringify(body), "utf8");
  }
}

/** What was made of one state of the tables; nothing keeps it where it is not known of which. */
export interface Made<Body> {
  readonly standing: string | undefined;
  readonly body: Body;
}

export interface KeptAnswers<Body> {
  /**
   * The body that was kept, if nothing it was made of has changed, or that is made now. Who may ask is settled before.
   * @param question Who asks, and all that is asked. @param moment The body may be another at another one.
   */
  answer(question: string, moment: number, make: () => Promise<Made<Body>>): Promise<Rendered<Body>>;
}

interface Kept<Body> {
  readonly standing: string;
  readonly moment: number;
  readonly rendered: Rendered<Body>;
}

const MOST_BYTES = 1 << 25;

/** @param standing How the tables stand, see `standing.ts` of the store. @param most Bytes that are kept. */
export function keepAnswers<Body>(
  standing: () => Promise<string | undefined>,
  most: number = MOST_BYTES,
): KeptAnswers<Body> {
  const kept = new Map<string, Kept<Body>>();
  const now = together(standing);
  let bytes = 0;
  const drop = (question: string): void => {
    bytes -= kept.get(question)?.rendered.json.length ?? 0;
    kept.delete(question);
  };
  const keep = (question: string, one: Kept<Body>): void => {
    drop(question);
    kept.set(question, one);
    bytes += one.rendered.json.length;
    for (const oldest of kept.keys()) {
      if (bytes <= most) return;
      drop(oldest);
    }
  };
  return {
    async answer(question, moment, make) {
      const known = kept.get(question);
      if (known?.moment === moment && known.standing === (await now())) return known.rendered;
      drop(question);
      const made = await make();
      const rendered = new Rendered(made.body);
      if (made.standing !== undefined) keep(question, { standing: made.standing, moment, rendered });
      return rendered;
    },
  };
}

/** Who asks while others are being answered gets an answer that begins later, together with all who do so. */
function together<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<Answer> | undefined;
  let next: Promise<Answer> | undefined;
  const start = (): Promise<Answer> => {
    const answer = ask();
    const end = (): void => {
      if (running === answer) running = undefined;
    };
    [running, next] = [answer, undefined];
    answer.then(end, end);
    return answer;
  };
  return () => (running === undefined ? start() : (next ??= running.then(start, start)));
}
