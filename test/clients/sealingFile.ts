/**
 * A reader of age files of its own, from the text of the specification alone (C2SP age.md): a version line, stanzas, a
 * MAC line, a nonce and the payload. Strict: what the specification forbids is refused.
 */
export interface AgeStanza {
  readonly type: string;
  readonly args: readonly string[];
  readonly body: Buffer;
}

export interface AgeFile {
  readonly stanzas: readonly AgeStanza[];
  /** What the MAC is of: everything up to and with the three dashes. */
  readonly upToMac: Buffer;
  readonly mac: Buffer;
  readonly nonce: Buffer;
  readonly payload: Buffer;
}

const BODY_COLUMNS = 64;
const NONCE_BYTES = 16;
const PRINTABLE = /^[\x21-\x7e]+$/;

export function parseAge(file: Buffer): AgeFile {
  let place = 0;
  const line = (): string => {
    const end = file.indexOf(0x0a, place);
    if (end === -1) throw new Error("a line has no end");
    const text = file.toString("latin1", place, end);
    place = end + 1;
    return text;
  };
  if (line() !== "age-encryption.org/v1") throw new Error("the version is another one");
  const stanzas: AgeStanza[] = [];
  for (;;) {
    const from = place;
    const head = line();
    if (head.startsWith("---")) {
      if (stanzas.length === 0) throw new Error("there is no stanza");
      const upToMac = file.subarray(0, from + 3);
      const mac = base64(head.slice("--- ".length));
      if (!head.startsWith("--- ") || mac.length !== 32) throw new Error("the MAC is none");
      const nonce = file.subarray(place, place + NONCE_BYTES);
      return { stanzas, upToMac, mac, nonce, payload: file.subarray(place + NONCE_BYTES) };
    }
    const [arrow, type = "", ...args] = head.split(" ");
    if (arrow !== "->" || ![type, ...args].every((arg) => PRINTABLE.test(arg))) throw new Error("no stanza");
    let body = "";
    for (let full = true; full;) {
      const part = line();
      if (part.length > BODY_COLUMNS) throw new Error("a line of a body is too long");
      body += part;
      full = part.length === BODY_COLUMNS;
    }
    stanzas.push({ type, args, body: base64(body) });
  }
}

/** Standard base64 without padding, and canonical. */
function base64(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64").replaceAll("=", "") !== text) throw new Error("base64 is not canonical");
  return bytes;
}
