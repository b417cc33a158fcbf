/** Gives the gateway a file in pieces. */
import { told } from "../../data/gateway.ts";
import type { Gateway } from "../../data/gateway.ts";

const PIECE_BYTES = 3 * 2 ** 20;
const CHUNK_BYTES = 2 ** 15;
const LONGEST_NAME = 200;

/** @returns the upload's id. @throws Refused, Unreachable */
export async function uploadFile(gateway: Gateway, file: File): Promise<string> {
  const content = new Uint8Array(await file.arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const sha256 = `0x${[...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const id = crypto.randomUUID();
  const body = { id, name: file.name.slice(-LONGEST_NAME), length: content.length, sha256 };
  told(await gateway.POST("/v1/uploads", { body }));
  for (let start = 0; start < content.length; start += PIECE_BYTES) {
    const piece = { start, content: base64(content.subarray(start, start + PIECE_BYTES)) };
    told(await gateway.POST("/v1/uploads/{id}/pieces", { params: { path: { id } }, body: piece }));
  }
  return id;
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK_BYTES));
  }
  return btoa(binary);
}
