/** The notices of a plan as they would be written, unsent: nothing of them is kept. */
import { LetterError } from "../../documents/letters/letter.ts";
import { subjectOf } from "../../documents/letters/letterText.ts";
import type { Sql } from "../../store/database.ts";
import type { ShownPreview } from "../../wire/dunningSend.ts";
import { partsOf, UnsendableError } from "./letters.ts";
import type { NoticeDeps, NoticePart } from "./letters.ts";
import { sendOf } from "./notices.ts";
import type { PlannedCustomer } from "./planning.ts";
import type { KeptContact } from "./showing.ts";

/** @param isWhole Whether their texts are shown, too. @param now Unix seconds. */
export async function previewsOf(
  sql: Sql,
  deps: NoticeDeps,
  planned: PlannedCustomer,
  { isWhole, now }: { readonly isWhole: boolean; readonly now: number },
): Promise<readonly ShownPreview[]> {
  const parts = planned.plan.notices.flatMap((notice) => partsOf(notice, planned));
  const previews: ShownPreview[] = [];
  for (const part of parts) {
    const told = factsOf(planned, part);
    try {
      const { send, letter } = await sendOf(sql, deps, planned, part, now);
      const subject = subjectOf(letter, told.language);
      const isOwn = letter.wording !== undefined;
      previews.push({
        ...told,
        words: isOwn ? "template" : "stage",
        subject,
        text: isWhole ? send.text : null,
        fault: null,
      });
    } catch (error) {
      if (!(error instanceof LetterError) && !(error instanceof UnsendableError)) throw error;
      previews.push({ ...told, words: null, subject: null, text: null, fault: error.message });
    }
  }
  return previews;
}

function factsOf(
  { customer, contacts }: PlannedCustomer,
  { notice: { level, person }, rows }: NoticePart,
): Omit<ShownPreview, "words" | "subject" | "text" | "fault"> {
  const contact = contacts.find(({ id }) => id === person)?.body as KeptContact | undefined;
  return {
    ...{ customer, level: level.id, stage: level.stage, channel: level.channel, template: level.template, person },
    language: contact?.language ?? "en",
    items: rows.map(({ finding }) => finding.item),
  };
}
