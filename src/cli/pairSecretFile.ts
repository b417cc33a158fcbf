/** The file that holds the secret of a pair: written by `pair-secret`, read by `prove`, given to a gateway. */
import { writeFileSync } from "node:fs";
import { z } from "zod";
import type { PairSecret } from "../clients/pairSecret.ts";
import { JsonError, parseJson } from "../wire/json.ts";
import { hash } from "../wire/scalars.ts";
import { CommandError, EXIT } from "./exit.ts";
import { readText } from "./readText.ts";

const pairSecretFile = z.strictObject({ version: z.literal(1), keys: hash, secret: hash });

/** Its owner alone can read it, and nothing is replaced. @throws CommandError FILE_UNWRITTEN */
export function writePairSecret(file: string, { keys, secret }: PairSecret): void {
  const content = { version: 1, keys, secret: `0x${Buffer.from(secret).toString("hex")}` };
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? "it exists already" : (code ?? "unknown");
    throw new CommandError("FILE_UNWRITTEN", `${file} cannot be written (${why}): name another`, EXIT.usage, { cause });
  }
}

/** @throws CommandError FILE_UNREADABLE, PAIR_SECRET_INVALID that never repeats what the file holds */
export function readPairSecret(file: string): PairSecret {
  const text = readText(file, "give a file that countersign pair-secret wrote");
  try {
    const read = pairSecretFile.safeParse(parseJson(Buffer.from(text, "utf8")));
    if (read.success) return { keys: read.data.keys, secret: Buffer.from(read.data.secret.slice(2), "hex") };
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause;
  }
  const message = `${file}: it is no secret of a pair: give the file that countersign pair-secret wrote`;
  throw new CommandError("PAIR_SECRET_INVALID", message, EXIT.document);
}
