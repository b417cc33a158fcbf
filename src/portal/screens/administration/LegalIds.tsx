import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { useOrganisationWords } from "./organisationWords.ts";
import { useAdministers } from "./useAdministers.ts";

const EMPTY = { value: "", opening: "" };

/** The identifiers behind the hashes of vouchers, as far as the organisation opened them to this gateway. */
export function LegalIds(): ReactNode {
  const t = useOrganisationWords();
  const legalIds = useAsked(["legal ids"], (gateway) => gateway.GET("/v1/legal-ids"));
  return (
    <>
      <p className="hint">{t("legalIdsLead")}</p>
      <Asked query={legalIds} lines={1}>
        {({ items }) => (
          <DataTable
            caption={t("legalIds")}
            rows={items}
            keyOf={({ value }) => value}
            empty={t("noLegalIds")}
            columns={[
              { key: "value", head: t("value"), isName: true, cell: ({ value }) => <bdi>{value}</bdi> },
              {
                key: "vouched",
                head: t("vouched"),
                cell: ({ vouched }) => (
                  <Badge tone={vouched ? "good" : "warning"}>{t(vouched ? "yes" : "noMore")}</Badge>
                ),
              },
            ]}
          />
        )}
      </Asked>
      {useAdministers() === true && <OpenLegalId />}
    </>
  );
}

function OpenLegalId(): ReactNode {
  const t = useOrganisationWords();
  const [text, setText] = useState(EMPTY);
  const opening = useSend((gateway, body: Schemas["LegalId"]) => gateway.POST("/v1/legal-ids", { body }));
  return (
    <Form label={t("open")} onSend={() => opening.mutate(text, { onSuccess: () => setText(EMPTY) })}>
      <div className="form-row">
        <TextField
          label={t("legalIdValue")}
          value={text.value}
          onChange={(value) => setText({ ...text, value })}
          isRequired
        />
        <TextField
          label={t("opening")}
          hint={t("openingHint")}
          value={text.opening}
          onChange={(typed) => setText({ ...text, opening: typed })}
        />
      </div>
      {opening.isError && <ErrorNote error={opening.error} />}
      <div className="actions">
        <Submit isBusy={opening.isPending}>{t("openButton")}</Submit>
      </div>
    </Form>
  );
}
