import type { ReactNode } from "react";
import { CheckFile } from "./CheckFile.tsx";
import { DiscloseFields } from "./DiscloseFields.tsx";

/** One field of an invoice, shown and checked without any of the others. */
export function SingleFields(): ReactNode {
  return (
    <>
      <DiscloseFields />
      <CheckFile />
    </>
  );
}
