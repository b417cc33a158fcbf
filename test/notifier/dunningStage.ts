/** What dunning notices are sent to in tests: a mail server that answers as it is told, and notices kept to be sent. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import type { Hex } from "../../src/domain/receivable.ts";
import { contentHashOf } from "../../src/documents/letters/contentHash.ts";
import { noticeTextOf } from "../../src/documents/letters/letterText.ts";
import type { Database } from "../../src/store/database.ts";
import { dunningSendOf } from "../../src/store/dunningSends.ts";
import type { DunningSend, NewDunningSend } from "../../src/store/dunningSends.ts";
import type { MailServer } from "../../src/notifier/mailSender.ts";
import { letter } from "../documents/letters.ts";
import { dunned, keep, newSend, owe } from "../store/dunning.ts";
import { NOW } from "./stage.ts";

export interface Mailbox {
  readonly server: MailServer;
  /** The sources of what was taken. */
  readonly arrived: readonly string[];
  /** Which recipients were asked for, taken or not. */
  readonly asked: readonly string[];
  /** What it says to a recipient, if it does not take it; may be set. */
  refusal: number | undefined;
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const [arrived, asked]: [string[], string[]] = [[], []];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      asked.push(address);
      const { refusal } = mailbox;
      done(refusal === undefined ? null : Object.assign(new Error("no"), { responseCode: refusal }));
    },
    onData(stream, _session, done) {
      void text(stream).then((source) => done(null, String(arrived.push(source))));
    },
  });
  await once(smtp.listen(0, "127.0.0.1"), "listening");
  const { port } = smtp.server.address() as AddressInfo;
  const mailbox: Mailbox = {
    server: { host: "127.0.0.1", port, tls: "none", from: "ledger@example.com" },
    arrived,
    asked,
    refusal: undefined,
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
  return mailbox;
}

/** Keeps the last reminder of `letters.ts` about an item that is owed, to be sent at once. */
export async function keepNotice(
  database: Database,
  id: string,
  item: Hex,
  over: Partial<NewDunningSend> = {},
): Promise<NewDunningSend> {
  const { channel = "email" } = over;
  const content = letter();
  const text = noticeTextOf(content, "en", channel);
  const said = { content, text, contentHash: contentHashOf(text, content.salt), salt: content.salt };
  const send = newSend(id, { ...said, stage: "final", level: id, made: NOW, due: NOW, ...over });
  await owe(database, item);
  await keep(database, send, dunned(item));
  return send;
}

export async function sendIn(database: Database, id: string): Promise<DunningSend> {
  const send = await dunningSendOf(database, id);
  if (send === undefined) throw new Error(`no send ${id} is kept`);
  return send;
}

/** A mail's plain text as it was before it was sent. */
export function textIn(source: string): string {
  const [, part = ""] =
    /Content-Type: text\/plain; charset=utf-8\r\n(?:[^\r]+\r\n)*\r\n([\s\S]*?)\r\n--/.exec(source) ?? [];
  const encoding = /text\/plain[\s\S]*?Content-Transfer-Encoding: (\S+)/.exec(source)?.[1];
  const raw =
    encoding === "base64"
      ? Buffer.from(part, "base64")
      : Buffer.from(
          part
            .replaceAll("=\r\n", "")
            .replace(/=([0-9A-F]{2})/g, (_all, digits: string) => String.fromCharCode(Number(`0x${digits}`))),
          "latin1",
        );
  return raw.toString("utf8").replaceAll("\r\n", "\n");
}

/** The bytes of a mail's PDF. */
export function attachmentIn(source: string): Uint8Array {
  const [, part = ""] = /Content-Type: application\/pdf[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(source) ?? [];
  return Buffer.from(part, "base64");
}
