import { text } from "node:stream/consumers";
import { readInvoice } from "../../src/documents/readInvoice.ts";
import { stream } from "./documents.ts";

/** Run by limits.test.ts in a process with a small heap: reads 100 MB and prints whether the invoice is usable. */
const HUNDRED_MEGABYTES = 100 * 1024 * 1024;
const { head, tail } = JSON.parse(await text(process.stdin)) as { head: string; tail: string };
const source = stream(head, "JVBERi0xLjQK", HUNDRED_MEGABYTES, tail);
const { usable } = await readInvoice(source, { limits: { bytes: 2 * HUNDRED_MEGABYTES } });
process.stdout.write(`usable: ${String(usable)}`);
