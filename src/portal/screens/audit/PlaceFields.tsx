import type { ReactNode } from "react";
import { Button } from "../../ui/Button.tsx";
import { CheckField, SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { PlaceText } from "./place.ts";
import type { ChosenPlace } from "./usePlace.ts";
import { useAuditWords } from "./words.ts";

interface PlaceFieldsProps {
  readonly chosen: ChosenPlace;
  readonly place: PlaceText;
  /** Shown once somebody has tried. */
  readonly faults: readonly (keyof PlaceText)[];
  /** Without what only a whole audit needs. */
  readonly isShort?: boolean;
}

/** Where the chain is read, and the plain warning whose word that is. */
export function PlaceFields({ chosen, place, faults, isShort = false }: PlaceFieldsProps): ReactNode {
  const t = useAuditWords();
  const { deployment, isGatewaysWord, change, reset } = chosen;
  const served = deployment.data?.ledger;
  const fault = (field: keyof PlaceText, text: string): string | undefined =>
    faults.includes(field) ? text : undefined;
  return (
    <>
      {isGatewaysWord && <Notice kind="warning">{t("gatewaysWord")}</Notice>}
      {served !== undefined && served.toLowerCase() !== place.ledger.trim().toLowerCase() && (
        <Notice kind="warning">{t("otherLedger", { ledger: served })}</Notice>
      )}
      <div className="form-row">
        <TextField
          label={t("rpc")}
          hint={t("rpcHint")}
          error={fault("rpc", t("faultUrl"))}
          value={place.rpc}
          onChange={(rpc) => change({ ...place, rpc })}
        />
        {!isShort && (
          <TextField
            label={t("second")}
            hint={t("secondHint")}
            error={fault("second", t("faultUrl"))}
            value={place.second}
            onChange={(second) => change({ ...place, second })}
          />
        )}
      </div>
      <div className="form-row">
        <TextField
          label={t("ledger")}
          error={fault("ledger", t("faultLedger"))}
          value={place.ledger}
          onChange={(ledger) => change({ ...place, ledger })}
        />
        <TextField
          label={t("from")}
          hint={t("fromHint")}
          error={fault("from", t("faultFrom"))}
          value={place.from}
          onChange={(from) => change({ ...place, from })}
        />
      </div>
      {!isShort && <Manner place={place} change={change} />}
      {!isGatewaysWord && (
        <div className="actions">
          <Button kind="quiet" onPress={reset}>
            {t("again")}
          </Button>
        </div>
      )}
    </>
  );
}

function Manner({ place, change }: Pick<ChosenPlace, "change"> & { readonly place: PlaceText }): ReactNode {
  const t = useAuditWords();
  return (
    <div className="form-row">
      <SelectField
        label={t("depth")}
        value={place.depth}
        onChange={(depth) => change({ ...place, depth })}
        options={[
          { value: "auto", text: t("depthAuto") },
          { value: "headers", text: t("depthHeaders") },
          { value: "logs", text: t("depthLogs") },
        ]}
      />
      <CheckField
        label={t("compared")}
        isChecked={place.isCompared}
        onChange={(isCompared) => change({ ...place, isCompared })}
      />
    </div>
  );
}
