/** Who vouches for whom, and what that is worth. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useOrganisation } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Submit } from "../../ui/Button.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { addressFrom } from "./addresses.ts";
import { useDirectoryEntry } from "./useDirectoryEntry.ts";
import { useRegistrarWords } from "./registrarWords.ts";
import { VoucherTable } from "./VoucherTable.tsx";
import { useAdministrationWords } from "./words.ts";

export function Registrars(): ReactNode {
  const t = useRegistrarWords();
  const own = useOrganisation();
  return (
    <>
      <Section title={t("vouchers")}>
        <Vouchers address={own} caption={t("vouchers")} empty={t("noVouchers")} />
      </Section>
      <Section title={t("reliesTitle")}>
        <Relied />
      </Section>
      <Section title={t("whatTitle")}>
        <p>{t("is")}</p>
        <Notice kind="limit">{t("isNot")}</Notice>
      </Section>
      <LookUp />
    </>
  );
}

interface VouchersProps {
  readonly address: string;
  readonly caption: string;
  readonly empty: string;
}

function Vouchers({ address, caption, empty }: VouchersProps): ReactNode {
  return (
    <Asked query={useDirectoryEntry(address)}>
      {({ vouchers }) => <VoucherTable caption={caption} vouchers={vouchers} empty={empty} />}
    </Asked>
  );
}

function Relied(): ReactNode {
  const t = useRegistrarWords();
  const checklist = useAsked(["onboarding"], (gateway) => gateway.GET("/v1/onboarding"));
  return (
    <Asked query={checklist} lines={1}>
      {({ items }) => {
        const isDone = items.some(({ item, done }) => item === "vouched" && done);
        return (
          <>
            <p>{t("relies")}</p>
            <p>
              <Badge tone={isDone ? "good" : "warning"}>{t(isDone ? "yes" : "no")}</Badge>{" "}
              {t(isDone ? "reliesYes" : "reliesNo")}
            </p>
          </>
        );
      }}
    </Asked>
  );
}

function LookUp(): ReactNode {
  const t = useRegistrarWords();
  const words = useAdministrationWords();
  const [text, setText] = useState("");
  const [wanted, setWanted] = useState<string>();
  const [isFaulty, setFaulty] = useState(false);
  const look = (): void => {
    const address = addressFrom(text);
    setFaulty(address === undefined);
    setWanted(address);
  };
  return (
    <Section title={t("lookTitle")}>
      <Form label={t("lookTitle")} onSend={look}>
        <TextField
          label={t("address")}
          error={isFaulty ? words("addressFault") : undefined}
          value={text}
          onChange={setText}
        />
        <div className="actions">
          <Submit>{t("lookUp")}</Submit>
        </div>
      </Form>
      {wanted !== undefined && <Entry address={wanted} />}
    </Section>
  );
}

function Entry({ address }: { readonly address: string }): ReactNode {
  const t = useRegistrarWords();
  return (
    <Asked query={useDirectoryEntry(address)}>
      {({ joined, legalName, viewingKey, vouchers }) => (
        <>
          <Facts
            rows={[
              [t("address"), <Hash key="address" value={address} isWhole />],
              [t("ownName"), <bdi key="name">{legalName ?? t("notShown")}</bdi>],
              [t("joined"), t(joined ? "yes" : "no")],
              [t("viewingKey"), viewingKey === null ? t("noKey") : <Hash key="key" value={viewingKey} />],
            ]}
          />
          <VoucherTable caption={t("others")} vouchers={vouchers} empty={t("noneVouches")} />
        </>
      )}
    </Asked>
  );
}
