import type { ReactNode } from "react";
import { SelectField } from "../../ui/Field.tsx";
import { personText } from "./people.ts";
import type { Person } from "./people.ts";

interface PersonFieldProps {
  readonly label: string;
  readonly people: readonly Person[];
  readonly value: string;
  readonly onChange: (account: string) => void;
}

export function PersonField({ label, people, value, onChange }: PersonFieldProps): ReactNode {
  const options = people.map((person) => ({ value: person.account, text: personText(person) }));
  return <SelectField label={label} value={value} onChange={onChange} options={options} />;
}
