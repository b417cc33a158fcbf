/** How much of a factor's money its desk may pay out. */
import { useState } from "react";
import type { ReactNode } from "react";
import { parseDecimal, toMinorUnits } from "../../../domain/decimal.ts";
import { useDeployment } from "../../data/deployment.ts";
import type { Deployment } from "../../data/deployment.ts";
import type { Schemas } from "../../data/gateway.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Submit } from "../../ui/Button.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { decimalIn, faultOf } from "./forms.ts";
import { OwnCalls } from "./OwnCalls.tsx";
import { usePipelineWords } from "./pipelineWords.ts";
import type { FlatCall } from "./saleTerms.ts";
import { useFactoringWords } from "./words.ts";

interface Allowance {
  readonly call: Schemas["ContractCall"];
  readonly units: bigint;
}

export function DeskAllowance({ desk }: { readonly desk: string }): ReactNode {
  const t = usePipelineWords();
  const deployment = useDeployment();
  return (
    <>
      <p>{t("deskAt", { desk })}</p>
      <Asked query={deployment} lines={2}>
        {({ tokens }) =>
          tokens.length === 0 ? <Empty>{t("noTokens")}</Empty> : <AllowanceForm desk={desk} tokens={tokens} />
        }
      </Asked>
    </>
  );
}

interface AllowanceFormProps {
  readonly desk: string;
  readonly tokens: Deployment["tokens"];
}

function AllowanceForm({ desk, tokens }: AllowanceFormProps): ReactNode {
  const t = usePipelineWords();
  const words = useFactoringWords();
  const [address, setAddress] = useState(tokens[0]?.address ?? "");
  const [amount, setAmount] = useState("");
  const [allowance, setAllowance] = useState<Allowance>();
  const token = tokens.find((one) => one.address === address);
  const prepare = async (): Promise<void> => {
    const value = parseDecimal(decimalIn(amount) ?? "");
    if (value === undefined || token === undefined || value.scale > token.decimals) return;
    const units = toMinorUnits(value, token.decimals, "amount");
    const { allowanceCall } = await import("./encodeAllowance.ts");
    setAllowance({ call: allowanceCall(token.address, desk, units), units });
  };
  const isAsked = ({ name, to, values }: FlatCall): boolean =>
    name === "approve" && to === address && values["spender"] === desk && values["amount"] === allowance?.units;
  return (
    <>
      <Form onSend={() => void prepare()} label={t("allow")}>
        <div className="form-row">
          <SelectField
            label={words("currency")}
            value={address}
            onChange={setAddress}
            options={tokens.map((one) => ({ value: one.address, text: one.code }))}
          />
          <TextField
            label={t("allowAmount")}
            kind="decimal"
            value={amount}
            error={faultOf(amount, decimalIn, words("decimalUnfit"))}
            onChange={setAmount}
          />
        </div>
        <div className="actions">
          <Submit>{t("allow")}</Submit>
        </div>
      </Form>
      {allowance !== undefined && (
        <OwnCalls
          title={t("allowTitle")}
          calls={[allowance.call]}
          desks={[desk]}
          currency={token}
          effect={t("allowEffect")}
          faultsOf={(flat) => (flat.length === 1 && flat.every(isAsked) ? [] : [t("fault_allow")])}
          onClose={() => setAllowance(undefined)}
        />
      )}
    </>
  );
}
