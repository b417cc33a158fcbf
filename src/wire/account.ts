/** The accounts that payees are paid to. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { typedData } from "./intent.ts";
import { line, moment } from "./personal.ts";
import { address, cursor, hash, instant } from "./scalars.ts";

/** How a buyer made sure; none of these is the channel by which the account was told. */
export const CALLBACK_CHANNELS = ["telephone", "inPerson", "registeredLetter", "bankConfirmation"] as const;
export const ALARM_KINDS = ["accountChangeStated", "accountChangeApproved", "accountWithdrawn"] as const;

const iban = z.strictObject({
  scheme: z.literal("IBAN"),
  iban: z.string().max(50).meta({ description: "ISO 13616, with or without blanks; its check digits are checked." }),
});
const chinese = z.strictObject({
  scheme: z.literal("CNAPS"),
  bankCode: z.string().regex(/^\d{12}$/, "write the 12 digits of the bank's 联行号 (CNAPS code)"),
  number: z.string().regex(/^\d{8,32}$/, "write 8 to 32 digits"),
});

export const accountNumber = z.discriminatedUnion("scheme", [iban, chinese]).meta({ id: "AccountNumber" });
export type AccountNumber = z.output<typeof accountNumber>;

export const newAccount = z
  .strictObject({
    id: uuid,
    account: accountNumber,
    holder: line(200).meta({ description: "In whose name the bank keeps it." }),
    bank: line(200).optional(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    since: moment.meta({ description: "First instant at which it is to be paid to; now or later." }),
    until: moment.optional().meta({ description: "Last instant; ten years later unless told." }),
  })
  .meta({ id: "NewBankAccount" });

export type NewAccount = z.output<typeof newAccount>;

export const newConfirmation = z
  .strictObject({
    channel: z.enum(CALLBACK_CHANNELS).meta({
      description: "How it was made sure, by a contact that was known before the account was told.",
    }),
    evidence: hash.meta({ description: "Hash of the record: note of the call, letter, bank's answer." }),
  })
  .meta({ id: "NewAccountConfirmation" });

const confirmation = z.strictObject({
  organisation: address,
  kind: z.enum(["registrar", "buyer"]),
  channel: z.enum(CALLBACK_CHANNELS),
  evidence: hash,
  at: instant,
});

export const bankAccount = z
  .strictObject({
    id: uuid,
    payee: address,
    state: z.enum(["stated", "signed", "approved", "withdrawn"]),
    inForce: z.boolean().meta({ description: "Signed, approved by a second person, and within its time." }),
    confirmed: z.boolean().meta({ description: "To whoever asks: by a registrar, or by itself." }),
    masked: z.boolean(),
    scheme: z.enum(["IBAN", "CNAPS"]),
    account: z.string().meta({ description: "Masked to those who do not pay it." }),
    bankCode: z.string().nullable(),
    holder: z.string(),
    bank: z.string().nullable(),
    currency: z.string(),
    since: instant,
    until: instant,
    statedAt: instant,
    signer: address.nullable(),
    signedAt: instant.nullable(),
    approvedAt: instant.nullable(),
    withdrawnAt: instant.nullable(),
    hash: hash.meta({ description: "The EIP-712 digest that the payee signs." }),
    message: typedData.nullable().meta({ description: "What the payee signs; null to those who see it masked." }),
    confirmations: z.array(confirmation),
  })
  .meta({ id: "BankAccount" });

export type ShownAccount = z.output<typeof bankAccount>;

export const bankAccounts = z
  .strictObject({
    items: z.array(bankAccount).meta({ description: "All that was ever stated, the newest first; at most 200." }),
    payTo: uuid.nullable().meta({
      description: "The newest one that is in force and confirmed to whoever asks; null: do not pay before you called.",
    }),
  })
  .meta({ id: "BankAccounts" });

export const alarmPage = z
  .strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(ALARM_KINDS),
        about: address.meta({ description: "The payee." }),
        account: uuid,
        at: instant,
      }),
    ),
    next: cursor.nullable(),
  })
  .meta({ id: "AlarmPage" });
