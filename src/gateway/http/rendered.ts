/** Bodies that are text already, and those of them that are kept. */

/** A body as it is sent, for an operation whose answer is a `Body`. */
export class Rendered<Body> {
  readonly json: Buffer;
  /** Never there: it keeps bodies of different operations apart. */
  readonly body?: Body;

  constructor(body: Body) {
    const text = JSON.stringify(body);
    // A short text from the pool would keep all of the pool's piece that it lies in.
    this.json = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
    this.json.write(text);
  }
}

/** What was made of one state of the tables; nothing keeps it where it is not known of which. */
export interface Made<Body> {
  readonly standing: string | undefined;
  readonly body: Body;
}

type Make<Body> = () => Promise<Made<Body>>;

export interface KeptAnswers<Body> {
  /**
   * The body that was kept, if nothing it was made of has changed, or that is made now. Who may ask is settled before.
   * @param question Who asks, and all that is asked.
   * @param moment Whatever the body depends on beside the tables; what was kept at another one is not given.
   */
  answer(question: string, moment: number, make: Make<Body>): Promise<Rendered<Body>>;
}

interface Kept<Body> {
  readonly standing: string;
  readonly moment: number;
  readonly rendered: Rendered<Body>;
}

const MOST_BYTES = 1 << 24;
/** About what it takes to keep anything at all. */
const LEAST_BYTES = 512;

/**
 * @param standing How the tables stand, see `standing.ts` of the store.
 * @param most About how many bytes are kept, questions and all.
 */
export function keepAnswers<Body>(
  standing: () => Promise<string | undefined>,
  most: number = MOST_BYTES,
): KeptAnswers<Body> {
  const kept = new Map<string, Kept<Body>>();
  const making = new Map<string, Promise<unknown>>();
  const now = together(standing);
  let bytes = 0;
  const drop = (question: string): void => {
    bytes -= sizeOf(question, kept.get(question));
    kept.delete(question);
  };
  const keep = (question: string, one: Kept<Body>): void => {
    drop(question);
    kept.set(question, one);
    bytes += sizeOf(question, one);
    for (const oldest of kept.keys()) {
      if (bytes <= most) return;
      drop(oldest);
    }
  };
  const holding = async (question: string, moment: number): Promise<Rendered<Body> | undefined> => {
    if (!kept.has(question)) return undefined;
    const stands = await now();
    const known = kept.get(question);
    return known?.moment === moment && known.standing === stands ? known.rendered : undefined;
  };
  const madeAnew = async (question: string, moment: number, make: Make<Body>): Promise<Rendered<Body>> => {
    const made = await make();
    const rendered = new Rendered(made.body);
    if (made.standing === undefined) drop(question);
    else keep(question, { standing: made.standing, moment, rendered });
    return rendered;
  };
  return {
    async answer(question, moment, make) {
      const found = await holding(question, moment);
      if (found !== undefined) return found;
      // What others are making may be of before this was asked, and is compared like anything that is kept.
      const others = making.get(question);
      const theirs = others && (await others.then(() => holding(question, moment), ignore));
      if (theirs !== undefined) return theirs;
      const own = madeAnew(question, moment, make);
      making.set(question, own);
      try {
        return await own;
      } finally {
        if (making.get(question) === own) making.delete(question);
      }
    },
  };
}

function sizeOf(question: string, one: Kept<unknown> | undefined): number {
  return one === undefined ? 0 : LEAST_BYTES + question.length + one.standing.length + one.rendered.json.length;
}

function ignore(): undefined {
  return undefined;
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
