import type { ReactNode } from "react";
import { useAsked } from "../../data/useAsked.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { shortHex } from "../../words/formats.ts";

const MOST = "200";

interface ChoiceProps {
  readonly label: string;
  /** What stands there before one is chosen. */
  readonly none: string;
  readonly id: string;
  readonly choose: (id: string) => void;
  readonly error?: string | undefined;
}

/** One of the receivables that changed last. */
export function ReceivableChoice({ label, none, id, choose, error }: ChoiceProps): ReactNode {
  const rows = useAsked(["auditChoice"], (gateway) =>
    gateway.GET("/v1/receivables", { params: { query: { limit: MOST } } }),
  );
  const options = (rows.data?.items ?? []).map((row) => ({
    value: row.id,
    text: `${row.invoiceNumber ?? shortHex(row.id)} · ${row.names.supplier ?? shortHex(row.supplier)}`,
  }));
  return (
    <>
      {rows.isError && <ErrorNote error={rows.error} onRetry={() => void rows.refetch()} />}
      <SelectField
        label={label}
        error={error}
        value={id}
        onChange={choose}
        options={[{ value: "", text: none }, ...options]}
      />
    </>
  );
}
