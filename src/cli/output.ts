import { decimalsAsText } from "../domain/decimal.ts";

/** Where a command writes. Results go to standard output, everything that merely tells goes to standard error. */
export interface Output {
  /** Whether the caller asked for JSON; then nothing but one JSON value goes to standard output. */
  readonly json: boolean;
  /** A line for people; silent under `--json`. */
  say(text?: string): void;
  /** The result for programs; silent without `--json`. */
  result(value: unknown): void;
  /** A line of progress on standard error; silent under `--json`, where only an error is written there, as JSON. */
  tell(text: string): void;
  /** Standard error, for whatever draws on a terminal. */
  readonly err: NodeJS.WriteStream;
}

/** JSON with two spaces. Decimals and bigints become decimal strings, since JSON numbers lose digits above 2^53. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (key, item: unknown) => asText(key, item), 2);
}

function asText(key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : decimalsAsText(key, value);
}

export function createOutput(json: boolean, out: NodeJS.WriteStream, err: NodeJS.WriteStream): Output {
  return {
    json,
    err,
    say: (text = "") => {
      if (!json) out.write(`${text}\n`);
    },
    result: (value) => {
      if (json) out.write(`${toJson(value)}\n`);
    },
    tell: (text) => {
      if (!json) err.write(`${text}\n`);
    },
  };
}
