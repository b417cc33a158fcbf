/** What is there and what is missing before invoices are issued, and which of it keeps the organisation from that. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { CheckField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { useOrganisationWords } from "./organisationWords.ts";
import { useAdministers } from "./useAdministers.ts";

type Item = Schemas["Onboarding"]["items"][number];

export function Checklist(): ReactNode {
  const t = useOrganisationWords();
  const administers = useAdministers() === true;
  const checklist = useAsked(["onboarding"], (gateway) => gateway.GET("/v1/onboarding"));
  const setting = useSend((gateway, items: Item["item"][]) =>
    gateway.POST("/v1/onboarding/blocking", { body: { items } }),
  );
  return (
    <Asked query={checklist}>
      {({ ready, items }) => (
        <>
          <Notice kind={ready ? "done" : "warning"}>{t(ready ? "ready" : "notReady")}</Notice>
          <ItemTable
            items={items}
            onBlock={(item, isBlocking) => {
              const others = items.filter((one) => one.blocking && one.item !== item).map((one) => one.item);
              setting.mutate(isBlocking ? [...others, item] : others);
            }}
            isFixed={!administers}
          />
          {setting.isError && <ErrorNote error={setting.error} />}
        </>
      )}
    </Asked>
  );
}

interface ItemTableProps {
  readonly items: readonly Item[];
  readonly onBlock: (item: Item["item"], isBlocking: boolean) => void;
  /** For those who see it and do not change it. */
  readonly isFixed: boolean;
}

function ItemTable({ items, onBlock, isFixed }: ItemTableProps): ReactNode {
  const t = useOrganisationWords();
  return (
    <DataTable
      caption={t("checklist")}
      rows={items}
      keyOf={({ item }) => item}
      empty={t("noItems")}
      columns={[
        { key: "item", head: t("item"), isName: true, cell: ({ item }) => t(`item_${item}`) },
        {
          key: "done",
          head: t("done"),
          cell: ({ done }) => <Badge tone={done ? "good" : "warning"}>{t(done ? "done" : "missing")}</Badge>,
        },
        { key: "way", head: t("wayOut"), cell: ({ item, done }) => (done ? "—" : t(`way_${item}`)) },
        {
          key: "blocks",
          head: t("blocks"),
          cell: ({ item, blocking }) =>
            isFixed ? (
              t(blocking ? "yes" : "blocksNot")
            ) : (
              <CheckField
                isBare
                label={t("blocksOf", { item: t(`item_${item}`) })}
                isChecked={blocking}
                onChange={(isChecked) => onBlock(item, isChecked)}
              />
            ),
        },
      ]}
    />
  );
}
