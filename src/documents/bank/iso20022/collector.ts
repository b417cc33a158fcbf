import type { XmlElement, XmlVisitor } from "../../xml/readXml.ts";
import { BankFileError } from "../errors.ts";
import { MAX_RECORD_ELEMENTS } from "../limits.ts";
import type { Node } from "./node.ts";

/**
 * What to do with an element that stands outside of records: go into it, keep it with all that is in it, or neither.
 */
export type Step = "enter" | "record" | "skip";

/** How a message is taken apart: which of its elements are records, and who takes them. */
export interface Plan {
  /** Called for each element outside of records, as it opens. */
  open(element: XmlElement): Step;
  /** Called when an element that was entered closes. */
  leave(name: string): void;
  /** Takes a record when it closes. */
  record(node: Node): void;
  /** Elements inside of records that are records of their own: handed over when they close, and not kept. */
  readonly parts: ReadonlySet<string>;
  /** Takes a part, with the record that it stands in as far as that has been read. */
  part(node: Node, record: Node): void;
  /** Told of each element of a record when it closes, so that its form can be judged. */
  closed(node: Node): void;
}

/** Builds the records of a message one at a time, each of no more than MAX_RECORD_ELEMENTS elements. */
export class RecordCollector implements XmlVisitor {
  readonly #plan: Plan;
  readonly #entered: string[] = [];
  /** The open elements of the record that is being read, itself first. */
  readonly #open: Node[] = [];
  /** How many elements of the record had been read when a part of it began. */
  readonly #before: number[] = [];
  #elements = 0;
  #skipped = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  open(element: XmlElement): boolean {
    if (this.#skipped > 0) this.#skipped += 1;
    else if (this.#open.length > 0) this.#child(element);
    else {
      const step = this.#plan.open(element);
      if (step === "enter") this.#entered.push(element.local);
      else if (step === "skip") this.#skipped = 1;
      else {
        this.#elements = 0;
        this.#open.push(nodeOf(element));
      }
    }
    return this.#open.length > 0 && this.#skipped === 0;
  }

  text(text: string): void {
    const node = this.#open.at(-1);
    if (node !== undefined) node.text += text;
  }

  close(): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    const node = this.#open.pop();
    if (node === undefined) {
      const name = this.#entered.pop();
      if (name !== undefined) this.#plan.leave(name);
      return;
    }
    this.#plan.closed(node);
    const [record] = this.#open;
    if (record === undefined) this.#plan.record(node);
    else if (this.#plan.parts.has(node.name)) {
      this.#open.at(-1)?.children.pop();
      this.#elements = this.#before.pop() ?? 0;
      this.#plan.part(node, record);
    }
  }

  /** What banks add to the schema by agreement, `SplmtryData`, may have names of its own and is passed over. */
  #child(element: XmlElement): void {
    if (element.local === "SplmtryData") {
      this.#skipped = 1;
      return;
    }
    if (this.#plan.parts.has(element.local)) this.#before.push(this.#elements);
    this.#elements += 1;
    if (this.#elements > MAX_RECORD_ELEMENTS) throw tooManyElements(this.#open[0], element.line);
    const node = nodeOf(element);
    this.#open.at(-1)?.children.push(node);
    this.#open.push(node);
  }
}

function nodeOf({ local, attributes, line }: XmlElement): Node {
  return { name: local, attributes, line, children: [], text: "" };
}

function tooManyElements(record: Node | undefined, line: number): BankFileError {
  return new BankFileError("TOO_MANY_ELEMENTS", {
    field: `element ${record?.name ?? ""}`,
    value: `more than ${MAX_RECORD_ELEMENTS} elements`,
    problem: `One ${record?.name ?? "element"} has more than ${MAX_RECORD_ELEMENTS} elements`,
    wayOut: "no message of a bank looks like this: download it from the bank again",
    line,
  });
}
