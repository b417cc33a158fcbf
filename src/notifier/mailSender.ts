/** Hands mails to a server, over SMTP. */
import { createTransport } from "nodemailer";
import type { Send, Sent } from "./deps.ts";
import type { Mail } from "./mail.ts";

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte; `required`: no mail without STARTTLS; `none`: on this machine. */
  readonly tls: "implicit" | "required" | "none";
  readonly user?: string;
  readonly password?: string;
  /** Whom mails come from, one address. */
  readonly from: string;
}

const TIMEOUT_MILLISECONDS = 20_000;

export function createMailSender({ host, port, tls, user, password, from }: MailServer): Send<Mail> {
  const transport = createTransport({
    host,
    port,
    secure: tls === "implicit",
    requireTLS: tls === "required",
    ignoreTLS: tls === "none",
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    connectionTimeout: TIMEOUT_MILLISECONDS,
    greetingTimeout: TIMEOUT_MILLISECONDS,
    socketTimeout: TIMEOUT_MILLISECONDS,
    // Nothing in a mail makes this process read a file or a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, messageId, replyTo, subject, text, attachment }): Promise<Sent> => {
    try {
      await transport.sendMail({
        from: { name: "Countersign", address: from },
        to: { name: "", address: to },
        messageId,
        ...(replyTo === undefined ? {} : { replyTo: { name: "", address: replyTo } }),
        subject,
        text,
        ...(attachment === undefined ? {} : { attachments: [fileOf(attachment)] }),
        headers: { "auto-submitted": "auto-generated" },
      });
      return { status: null, fault: null };
    } catch (error) {
      return faultOf(error);
    }
  };
}

function fileOf({ name, mediaType, content }: NonNullable<Mail["attachment"]>): {
  filename: string;
  contentType: string;
  content: Buffer;
} {
  return { filename: name, contentType: mediaType, content: Buffer.from(content) };
}

interface MailFault {
  readonly responseCode?: unknown;
  readonly code?: unknown;
  /** Which command the server answered so. */
  readonly command?: unknown;
}

/** What the server said may hold addresses and names of machines inside; its code is enough. */
function faultOf(error: unknown): Sent {
  const { responseCode, code, command } = error as MailFault;
  const status = typeof responseCode === "number" ? responseCode : null;
  const what = status === null ? (typeof code === "string" ? code : "no code") : status.toString();
  const fault = `the mail server did not take it (${what})`;
  // A reply in the five hundreds to the recipient is for good (RFC 5321); to anything else it is about this sender.
  const isRefused = command === "RCPT TO" && status !== null && status >= 500;
  return isRefused ? { status, fault, isRefused } : { status, fault };
}
