/** The file of a customer as a whole. */
import { z } from "zod";
import { dunningContact } from "./dunningCustomer.ts";
import { partyAccounts } from "./partyFileAccounts.ts";
import { factStanding } from "./partyFileFact.ts";
import { partyGrade } from "./partyFileGrade.ts";
import { organisation } from "./organisation.ts";
import { moment } from "./personal.ts";
import { address, instant } from "./scalars.ts";

export const partyFileQuery = z
  .strictObject({ at: moment.optional().meta({ description: "As it was known then; now unless told." }) })
  .meta({ id: "PartyFileQuery" });

export const partyFile = z
  .strictObject({
    customer: address,
    at: instant,
    organisation: organisation.meta({
      description: "What the directory, and the customer where it lets you see it, say of it now: its own claims.",
    }),
    facts: z.array(factStanding),
    contacts: z.array(dunningContact).meta({
      description: "People to turn to, as dunning knows them now: who is erased there is erased here.",
    }),
    accounts: z.array(partyAccounts).meta({ description: "The latest period first; without those restated." }),
    grades: z.array(partyGrade).meta({ description: "The latest import first." }),
  })
  .meta({ id: "PartyFile" });
export type ShownPartyFile = z.output<typeof partyFile>;
