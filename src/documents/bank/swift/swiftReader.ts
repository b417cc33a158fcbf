/** MT940 and MT942 from bytes. */
import type { Limits } from "../../limits.ts";
import { BankFileError } from "../errors.ts";
import type { BankReader, PartQueue } from "../parts.ts";
import { FieldReader } from "./fields.ts";
import { LineReader } from "./lines.ts";
import { StatementSink } from "./statement.ts";

export function createSwiftReader(queue: PartQueue, limits: Limits): BankReader {
  const encodings = new Set<string>();
  const statements = new StatementSink(queue, encodings);
  const fields = new FieldReader(statements);
  const lines = new LineReader((text, line) => fields.line(text, line), encodings, limits.bytes);
  return {
    write: (bytes) => lines.write(bytes),
    end: () => {
      lines.end();
      fields.end();
      if (statements.count === 0) throw noStatement();
    },
  };
}

function noStatement(): BankFileError {
  return new BankFileError("NO_STATEMENT", {
    field: "file",
    value: "",
    problem: "The file holds no statement",
    wayOut: "download it from the bank again",
  });
}
