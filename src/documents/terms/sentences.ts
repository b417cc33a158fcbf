/** A piece of text that is read as a whole, and where it stands. */
export interface Sentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A character and its neighbours; what is not blank beside it is empty where the text begins or ends. */
interface Place {
  readonly character: string;
  readonly before: string;
  readonly after: string;
  readonly solidBefore: string;
  readonly solidAfter: string;
}

/**
 * Cuts payment terms into sentences: at semicolons and Chinese full stops, before a structured line (#SKONTO#…), and at
 * a full stop or a line break where what follows begins anew, with a capital, a Chinese character or a digit. A line
 * that goes on in small letters is wrapped; a full stop before a digit may end an abbreviation ("max. 30 days"). One
 * pass: the two neighbours that are not blank move forward only.
 */
export function sentences(text: string): readonly Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  let solidBefore = "";
  let next = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const character = text.charAt(index);
    while (next <= index || isBlank(text, next)) next += 1;
    const place = {
      character,
      before: text.charAt(index - 1),
      after: text.charAt(index + 1),
      solidBefore,
      solidAfter: text.charAt(next),
    };
    if (index === text.length || endsSentence(place)) {
      const sentence = text.slice(start, index).trim();
      if (sentence !== "") found.push({ text: sentence, start, end: index });
      start = character === "#" ? index : index + 1;
    }
    if (!isBlank(text, index)) solidBefore = character;
  }
  return found;
}

const HARD: ReadonlySet<string> = new Set([";", "；", "。"]);
const LINE_BREAKS: ReadonlySet<string> = new Set(["\n", "\r"]);
const OPEN_ENDS: ReadonlySet<string> = new Set([".", ",", ":", "-", "(", "/"]);
const ANEW = /^[\p{Lu}\p{Lo}#*•-]$/u;
const DIGIT = /^\p{N}$/u;

function endsSentence({ character, before, after, solidBefore, solidAfter }: Place): boolean {
  if (HARD.has(character)) return true;
  if (character === "#") return before !== "" && before.trim() === "";
  const lineBreak = LINE_BREAKS.has(character);
  if (!lineBreak && (character !== "." || after.trim() !== "")) return false;
  if (solidAfter === "" || ANEW.test(solidAfter)) return true;
  return lineBreak && DIGIT.test(solidAfter) && !OPEN_ENDS.has(solidBefore);
}

function isBlank(text: string, index: number): boolean {
  return index < text.length && text.charAt(index).trim() === "";
}
