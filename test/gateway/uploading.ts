/** Files as members send them, in one piece. */
import { createHash, randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Stage } from "./stage.ts";

/** Sends a file for whoever has the token. @returns the id of its upload */
export async function uploaded(stage: Stage, token: string, text: string): Promise<string> {
  const id = randomUUID();
  const content = Buffer.from(text);
  const sha256 = `0x${createHash("sha256").update(content).digest("hex")}`;
  const client = stage.client(token);
  await client.POST("/v1/uploads", { body: { id, name: "book.csv", length: content.length, sha256 } });
  const body = { start: 0, content: content.toString("base64") };
  const { data } = await client.POST("/v1/uploads/{id}/pieces", { params: { path: { id } }, body });
  expect(data).to.include({ received: content.length, complete: true });
  return id;
}
