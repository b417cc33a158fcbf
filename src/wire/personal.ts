/** Text that people write about people and firms, and moments that a caller sets. */
import { z } from "zod";
import { instant } from "./scalars.ts";

/** No character that cannot be seen or that turns the direction of writing, and no white space at the ends. */
const PLAIN = /^(?!\s)[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+(?<!\s)$/u;
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,189}$/;

/** One line of text, as long as `most` characters. */
export function line(most: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(most)
    .refine(isPlain, "write plain text on one line, without white space around it or characters that nobody sees");
}

export const emailAddress = line(254)
  .refine((text) => EMAIL.test(text), "write an e-mail address")
  .meta({ id: "EmailAddress", description: "An e-mail address.", examples: ["office@supplier.example"] });

/** A moment as a caller writes it, read into unix seconds. */
export const moment = instant
  .refine(isMoment, "write a moment of the calendar as YYYY-MM-DDTHH:MM:SSZ")
  .transform((text) => Date.parse(text) / 1000);

function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** A day that the calendar does not have would be read as another one. */
function isMoment(text: string): boolean {
  const milliseconds = Date.parse(text);
  return Number.isFinite(milliseconds) && new Date(milliseconds).toISOString() === text.replace("Z", ".000Z");
}
