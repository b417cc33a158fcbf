/** Files in pieces. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { hash, instant } from "./scalars.ts";

/** Of one file. */
export const MOST_UPLOADED = 128 * 2 ** 20;
/** Of one piece, so that it fits a request. */
export const MOST_IN_PIECE = 4 * 2 ** 20;
const BASE64_OF_PIECE = Math.ceil(MOST_IN_PIECE / 3) * 4;

export const newUpload = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same upload." }),
    name: line(200).meta({ description: "Of the file, for people." }),
    length: z.int().min(1).max(MOST_UPLOADED).meta({ description: "In bytes." }),
    sha256: hash.meta({ description: "Of the whole file." }),
  })
  .meta({ id: "NewUpload" });

export const upload = z
  .strictObject({
    id: uuid,
    name: z.string(),
    length: z.int().min(1),
    sha256: hash,
    received: z.int().min(0).meta({ description: "Bytes that are there; where the next piece begins." }),
    complete: z.boolean(),
    begun: instant,
  })
  .meta({ id: "Upload" });

export const newPiece = z
  .strictObject({
    start: z.int().min(0).meta({ description: "Its place in the file: as many bytes as were received." }),
    content: z
      .base64()
      .min(4)
      .max(BASE64_OF_PIECE)
      .meta({ description: `At most ${MOST_IN_PIECE} bytes.` }),
  })
  .meta({ id: "NewPiece" });
