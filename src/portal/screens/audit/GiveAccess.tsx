import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { useAccessWords } from "./accessWords.ts";

const ADDRESS = /^0x[0-9a-f]{40}$/i;

interface Draft {
  readonly grantee: string;
  readonly of: "everything" | "counterparty";
  readonly counterparty: string;
  readonly issuedFrom: string;
  readonly issuedTo: string;
  readonly lastDay: string;
}

const EMPTY: Draft = { grantee: "", of: "everything", counterparty: "", issuedFrom: "", issuedTo: "", lastDay: "" };

/** An auditor's access ends with its last day (UTC). */
function grantOf({ grantee, of, counterparty, issuedFrom, issuedTo, lastDay }: Draft): Schemas["NewGrant"] {
  return {
    ...{ kind: "audit", id: crypto.randomUUID(), grantee: grantee.trim().toLowerCase() },
    scope: of === "everything" ? { of } : { of, counterparty: counterparty.trim().toLowerCase() },
    ...(issuedFrom === "" ? {} : { issuedFrom }),
    ...(issuedTo === "" ? {} : { issuedTo }),
    until: `${lastDay}T23:59:59Z`,
  };
}

function faultsOf({ grantee, of, counterparty, lastDay }: Draft): readonly (keyof Draft)[] {
  const faults: (keyof Draft)[] = [];
  if (!ADDRESS.test(grantee.trim())) faults.push("grantee");
  if (of === "counterparty" && !ADDRESS.test(counterparty.trim())) faults.push("counterparty");
  if (lastDay === "" || Date.parse(`${lastDay}T23:59:59Z`) < Date.now()) faults.push("lastDay");
  return faults;
}

/** Lets an auditor see, until a day. */
export function GiveAccess(): ReactNode {
  const t = useAccessWords();
  const [draft, setDraft] = useState(EMPTY);
  const [wasTried, setTried] = useState(false);
  const giving = useSend((gateway, body: Schemas["NewGrant"]) => gateway.POST("/v1/grants", { body }));
  const faults = faultsOf(draft);
  const send = (): void => {
    setTried(true);
    if (faults.length > 0) return;
    giving.mutate(grantOf(draft), {
      onSuccess: () => {
        setDraft(EMPTY);
        setTried(false);
      },
    });
  };
  return (
    <Section title={t("give")}>
      <Form label={t("give")} onSend={send}>
        <Fields draft={draft} change={setDraft} faults={wasTried ? faults : []} />
        <div className="actions">
          <Submit isBusy={giving.isPending}>{t("giveButton")}</Submit>
        </div>
      </Form>
      {giving.isError && <ErrorNote error={giving.error} />}
      {giving.isSuccess && <Notice kind="done">{t("done")}</Notice>}
    </Section>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
  readonly faults: readonly (keyof Draft)[];
}

function Fields({ draft, change, faults }: FieldsProps): ReactNode {
  const t = useAccessWords();
  const set = (field: keyof Draft) => (value: string) => change({ ...draft, [field]: value });
  const fault = (field: keyof Draft, text: string): string | undefined => (faults.includes(field) ? text : undefined);
  return (
    <>
      <div className="form-row">
        <TextField
          label={t("address")}
          error={fault("grantee", t("addressFault"))}
          value={draft.grantee}
          onChange={set("grantee")}
        />
        <SelectField
          label={t("scope")}
          value={draft.of}
          onChange={(of) => change({ ...draft, of })}
          options={[
            { value: "everything", text: t("scopeAll") },
            { value: "counterparty", text: t("scopeOne") },
          ]}
        />
        {draft.of === "counterparty" && (
          <TextField
            label={t("other")}
            error={fault("counterparty", t("addressFault"))}
            value={draft.counterparty}
            onChange={set("counterparty")}
          />
        )}
      </div>
      <div className="form-row">
        <TextField label={t("issuedFrom")} kind="date" value={draft.issuedFrom} onChange={set("issuedFrom")} />
        <TextField label={t("issuedTo")} kind="date" value={draft.issuedTo} onChange={set("issuedTo")} />
        <TextField
          label={t("lastDay")}
          kind="date"
          error={fault("lastDay", t("lastDayFault"))}
          value={draft.lastDay}
          onChange={set("lastDay")}
        />
      </div>
    </>
  );
}
