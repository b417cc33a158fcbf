/** Has statements, letters, reports and contracts set as PDF in threads that stay for the next one, a few at a time. */
import { Worker } from "node:worker_threads";
import type { Heading } from "../../domain/account/heading.ts";
import type { Movement } from "../../domain/account/movement.ts";
import type { ContractPaper } from "../contracts/contractPdf.ts";
import type { DunningLetter } from "../letters/letter.ts";
import type { Report } from "../reports/section.ts";
import type { Language, Layout } from "./language.ts";

export interface StatementAsked {
  readonly heading: Heading;
  readonly movements: readonly Movement[];
  readonly layout: Layout;
  readonly language: Language;
}

export interface LetterAsked {
  readonly letter: DunningLetter;
  readonly language: Language;
}

export interface ReportAsked {
  readonly report: Report;
  readonly language: Language;
}

export interface ContractAsked {
  readonly contract: ContractPaper;
}

export type PdfAsked = StatementAsked | LetterAsked | ReportAsked | ContractAsked;

/** What a thread tells. */
export type PdfMade = { readonly pdf: Uint8Array } | { readonly tooLong: string };

const MOST_THREADS = 2;
const MOST_MEMORY_MB = 1_000;
const MOST_MILLISECONDS = 60_000;
/** Fonts and library take most of a second to load: a thread waits so long for another question. */
const IDLE_MILLISECONDS = 30_000;

let running = 0;
const waiting: (() => void)[] = [];
const idle: Worker[] = [];

/** The bytes, or why there are too many lines for paper. @throws whatever the thread failed with */
export async function pdfInThread(asked: PdfAsked): Promise<PdfMade> {
  if (running >= MOST_THREADS) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await setBy(idle.pop() ?? newThread(), asked);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** No process waits for it to end. */
function newThread(): Worker {
  const worker = new Worker(new URL("./pdfThread.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  worker.unref();
  return worker;
}

async function setBy(worker: Worker, asked: PdfAsked): Promise<PdfMade> {
  const limit = setTimeout(() => void worker.terminate(), MOST_MILLISECONDS);
  worker.removeAllListeners();
  try {
    const made = await new Promise<PdfMade>((resolve, reject) => {
      worker.on("message", resolve);
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`the thread ended with ${code} and no PDF`)));
      worker.postMessage(asked);
    });
    rest(worker);
    return made;
  } finally {
    clearTimeout(limit);
  }
}

/** Keeps a thread for the next question, and ends it if none comes. */
function rest(worker: Worker): void {
  const forget = (): void => {
    const place = idle.indexOf(worker);
    if (place < 0) return;
    idle.splice(place, 1);
    void worker.terminate();
  };
  const end = setTimeout(forget, IDLE_MILLISECONDS);
  end.unref();
  worker.removeAllListeners();
  worker.on("error", forget);
  worker.on("exit", forget);
  idle.push(worker);
}
