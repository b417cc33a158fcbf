import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { Submit } from "../../ui/Button.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { isAddress } from "./addresses.ts";
import { useCustomersWords } from "./customersWords.ts";
import { useCreditWords } from "./words.ts";

/** A customer has a file before the first deal, too. */
export function OpenCustomer(): ReactNode {
  const t = useCustomersWords();
  const words = useCreditWords();
  const [, go] = useLocation();
  const [text, setText] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const open = (): void => {
    setIsWrong(!isAddress(text));
    if (isAddress(text)) go(`/credit/customers/${text.toLowerCase()}`);
  };
  return (
    <Form label={t("openOther")} onSend={open}>
      <TextField
        label={words("customerAddress")}
        value={text}
        onChange={(value) => setText(value.trim())}
        error={isWrong ? t("notAddress") : undefined}
      />
      <div className="actions">
        <Submit>{t("go")}</Submit>
      </div>
    </Form>
  );
}
