import { useState } from "react";
import type { ReactNode } from "react";
import type { FieldDisclosure } from "../../../wire/document.ts";
import { Submit } from "../../ui/Button.tsx";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { CheckedFile } from "./CheckedFile.tsx";
import { readDisclosed } from "./disclosed.ts";
import { FailureNote } from "./FailureNote.tsx";
import { useFieldsWords } from "./fieldsWords.ts";
import { faultsOf, placeOf } from "./place.ts";
import { PlaceFields } from "./PlaceFields.tsx";
import { useDocument } from "./useDocument.ts";
import { usePlace } from "./usePlace.ts";

const ID = /^0x[0-9a-f]{64}$/i;

/** Whoever was given a file checks it here, without the gateway. */
export function CheckFile(): ReactNode {
  const t = useFieldsWords();
  const [file, setFile] = useState<FieldDisclosure | "unreadable">();
  const { state, ask, forget } = useDocument();
  return (
    <Section title={t("checkTitle")}>
      <p>{t("checkLead")}</p>
      <FileDrop
        label={t("drop")}
        accept=".json,application/json"
        isSingle
        onFiles={([given]) => {
          forget();
          if (given !== undefined) void readDisclosed(given).then((read) => setFile(read ?? "unreadable"));
        }}
      />
      {file === "unreadable" && <Notice kind="warning">{t("unreadable")}</Notice>}
      {file !== undefined && file !== "unreadable" && (
        <Against key={file.root} file={file} isBusy={state.kind === "asking"} ask={ask} />
      )}
      {state.kind === "asking" && <p role="status">{t("checking")}</p>}
      {state.kind === "failed" && <FailureNote failure={state.failure} />}
      {state.kind === "told" && file !== undefined && file !== "unreadable" && (
        <CheckedFile file={file} document={state.document} />
      )}
    </Section>
  );
}

interface AgainstProps {
  readonly file: FieldDisclosure;
  readonly isBusy: boolean;
  readonly ask: ReturnType<typeof useDocument>["ask"];
}

/** Of which receivable, and by which node. */
function Against({ file, isBusy, ask }: AgainstProps): ReactNode {
  const t = useFieldsWords();
  const chosen = usePlace();
  const [id, setId] = useState(file.receivable ?? "");
  const [wasTried, setTried] = useState(false);
  const { place } = chosen;
  if (place === undefined) return null;
  const faults = faultsOf(place);
  const isIdWrong = !ID.test(id.trim());
  return (
    <Form
      label={t("checkTitle")}
      onSend={() => {
        setTried(true);
        if (faults.length === 0 && !isIdWrong) ask(placeOf(place), id.trim().toLowerCase());
      }}
    >
      {file.ledger !== null && file.ledger !== place.ledger.trim().toLowerCase() && (
        <Notice kind="warning">{t("otherLedger", { ledger: file.ledger })}</Notice>
      )}
      <TextField
        label={t("id")}
        hint={t("idHint")}
        error={wasTried && isIdWrong ? t("noReceivable") : undefined}
        value={id}
        onChange={setId}
      />
      <PlaceFields chosen={chosen} place={place} faults={wasTried ? faults : []} isShort />
      <div className="actions">
        <Submit isBusy={isBusy}>{t("check")}</Submit>
      </div>
    </Form>
  );
}
