import { useState } from "react";
import type { ReactNode } from "react";
import { DEBTOR_KINDS, PACK_CODES } from "../../../domain/risk/countryPack.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Button, Submit } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { CheckField, Form, SelectField } from "../../ui/Field.tsx";
import { useRiskWords } from "./riskWords.ts";
import { useDraftId } from "./useDraftId.ts";

type Profile = Schemas["NewPackProfile"];

/** By which law terms are looked at, of all customers without a profile of their own. */
export function PackProfile(): ReactNode {
  const t = useRiskWords();
  const [isOpen, setIsOpen] = useState(false);
  const [id, renew] = useDraftId();
  const [set, setSet] = useState<Omit<Profile, "id" | "customer">>({
    ...{ packs: [], debtor: DEBTOR_KINDS[0], isSmallCreditor: false, isVoucher: false },
  });
  const setting = useSend((gateway, body: Profile) => gateway.POST("/v1/risk/pack-profiles", { body }));
  const send = (): void => {
    const onSuccess = (): void => {
      renew();
      setIsOpen(false);
    };
    setting.mutate({ id, customer: null, ...set }, { onSuccess });
  };
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>{t("profile")}</Button>
      <Dialog title={t("profileTitle")} isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <Form label={t("profileTitle")} onSend={send}>
          {PACK_CODES.map((code) => (
            <CheckField
              key={code}
              label={code}
              isChecked={set.packs.includes(code)}
              onChange={(isOn) =>
                setSet({ ...set, packs: PACK_CODES.filter((one) => (one === code ? isOn : set.packs.includes(one))) })
              }
            />
          ))}
          <SelectField
            label={t("debtor")}
            value={set.debtor}
            options={DEBTOR_KINDS.map((value) => ({ value, text: t(`debtor_${value}`) }))}
            onChange={(debtor) => setSet({ ...set, debtor })}
          />
          <CheckField
            label={t("isSmall")}
            isChecked={set.isSmallCreditor}
            onChange={(isSmallCreditor) => setSet({ ...set, isSmallCreditor })}
          />
          <CheckField
            label={t("isVoucher")}
            isChecked={set.isVoucher}
            onChange={(isVoucher) => setSet({ ...set, isVoucher })}
          />
          {setting.isError && <ErrorNote error={setting.error} />}
          <div className="dialog-foot">
            <Submit isBusy={setting.isPending}>{t("profileSet")}</Submit>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
