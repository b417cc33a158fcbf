/** E-invoices, each prepared as a receivable by itself: one that is refused holds up none of the others. */
import { useReducer, useRef } from "react";
import { told } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";

export type Intent = Schemas["Intent"];

/** What the parties agreed and no invoice says. */
export interface Agreed {
  /** Minutes that local time is ahead of UTC where the debt is payable (R8). */
  readonly utcOffset: number;
  readonly issuing: "sealed" | "open";
  readonly splittable: boolean;
}

export interface ImportedFile {
  readonly key: number;
  readonly name: string;
  readonly state: "waiting" | "reading" | "prepared" | "invited" | "failed";
  readonly intent: Intent | undefined;
  readonly error: unknown;
}

type Change = { readonly add: readonly ImportedFile[] } | ({ readonly key: number } & Partial<ImportedFile>);

const LARGEST_BYTES = 9_000_000;
const AT_ONCE = 3;

function changed(files: readonly ImportedFile[], change: Change): readonly ImportedFile[] {
  if ("add" in change) return [...files, ...change.add];
  return files.map((file) => (file.key === change.key ? { ...file, ...change } : file));
}

export class FileTooLarge extends Error {}

export interface Import {
  readonly files: readonly ImportedFile[];
  readonly give: (files: readonly File[], agreed: Agreed) => void;
}

export function useImport(): Import {
  const { gateway } = useSigned();
  const [files, change] = useReducer(changed, []);
  const next = useRef(0);

  const prepareOne = async (file: File, key: number, agreed: Agreed): Promise<void> => {
    change({ key, state: "reading" });
    try {
      if (file.size > LARGEST_BYTES) throw new FileTooLarge(file.name);
      const body = bodyOf(await base64Of(file), agreed);
      const intent = told(await gateway.POST("/v1/receivables", { body }));
      change({ key, intent, state: intent.message === null ? "invited" : "prepared" });
    } catch (error) {
      change({ key, error, state: "failed" });
    }
  };

  const give = (given: readonly File[], agreed: Agreed): void => {
    const queue = given.map((file) => ({ file, key: (next.current += 1) }));
    const waiting = { state: "waiting", intent: undefined, error: undefined } as const;
    change({ add: queue.map(({ file: { name }, key }) => ({ key, name, ...waiting })) });
    const work = async (): Promise<void> => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) await prepareOne(one.file, one.key, agreed);
    };
    for (let worker = 0; worker < AT_ONCE; worker += 1) void work();
  };
  return { files, give };
}

function bodyOf(base64: string, { utcOffset, issuing, splittable }: Agreed): Schemas["NewReceivable"] {
  return {
    invoice: { kind: "file", mediaType: "application/xml", base64 },
    agreed: { utcOffset, basis: 365, settlesFirst: "charges", accelerationDays: null },
    answered: [],
    line: 0,
    policy: { assignability: "Freely", splittable, minimumPart: null },
    issuing,
  };
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error(file.name));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}
