/** What is known of the organisation, and what it says of itself. */
import type { ReactNode } from "react";
import { useOrganisation } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { Checklist } from "./Checklist.tsx";
import { LegalIds } from "./LegalIds.tsx";
import { useOrganisationWords } from "./organisationWords.ts";
import { ProfileForm } from "./ProfileForm.tsx";
import { useRegistrarWords } from "./registrarWords.ts";
import { useDirectoryEntry } from "./useDirectoryEntry.ts";
import { VoucherTable } from "./VoucherTable.tsx";

export function Organisation(): ReactNode {
  const t = useOrganisationWords();
  const profile = useAsked(["profile"], (gateway) => gateway.GET("/v1/profile"));
  return (
    <>
      <Directory />
      <Section title={t("checklist")}>
        <Checklist />
      </Section>
      <Section title={t("profile")}>
        {/* What is being typed is not replaced by an answer that comes meanwhile. */}
        <Asked query={profile}>{(told) => <ProfileForm profile={told} />}</Asked>
      </Section>
      <Section title={t("legalIds")}>
        <LegalIds />
      </Section>
    </>
  );
}

function Directory(): ReactNode {
  const t = useOrganisationWords();
  const words = useRegistrarWords();
  const address = useOrganisation();
  return (
    <Section title={words("vouchers")}>
      <Asked query={useDirectoryEntry(address)}>
        {({ viewingKey, vouchers }) => (
          <>
            <Facts
              rows={[
                [t("account"), <Hash key="account" value={address} isWhole />],
                [t("viewingKey"), viewingKey === null ? t("noKey") : <Hash key="key" value={viewingKey} isWhole />],
              ]}
            />
            <VoucherTable caption={words("vouchers")} vouchers={vouchers} empty={words("noVouchers")} />
          </>
        )}
      </Asked>
    </Section>
  );
}
