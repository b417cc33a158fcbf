import type { ReactNode } from "react";
import { Facts } from "../ui/Facts.tsx";
import type { Reading } from "./reading/reading.ts";
import { useActWords } from "./words.ts";

/** A message field by field. */
export function ReadingRows({ reading: { intent, rows, hidden } }: { readonly reading: Reading }): ReactNode {
  const t = useActWords();
  return (
    <section className="reading">
      <p className="reading-intent">{intent}</p>
      <Facts
        rows={rows.map(({ label, value, raw, kind }) => [
          label,
          kind === "address" || kind === "hash" ? (
            <code className="hash" title={raw}>
              {value}
            </code>
          ) : (
            <span title={raw}>{value}</span>
          ),
        ])}
      />
      {hidden.length > 0 && <p className="hint">{t("hidden", { fields: hidden.join(", ") })}</p>}
    </section>
  );
}
