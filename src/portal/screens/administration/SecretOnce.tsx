/** A secret that the gateway tells once. It stands in this page alone, and in nothing that the browser keeps. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { useAdministrationWords } from "./words.ts";

interface SecretOnceProps {
  readonly title: string;
  readonly secret: string;
  /** What it is for, and that it is not shown again. */
  readonly children: ReactNode;
  readonly onHide: () => void;
}

export function SecretOnce({ title, secret, children, onHide }: SecretOnceProps): ReactNode {
  const t = useAdministrationWords();
  const [outcome, setOutcome] = useState<"copied" | "copyFailed">();
  const copy = (): void => {
    navigator.clipboard.writeText(secret).then(
      () => setOutcome("copied"),
      () => setOutcome("copyFailed"),
    );
  };
  return (
    <Notice kind="warning" title={title}>
      <p>{children}</p>
      <p>
        <code className="secret">{secret}</code>
      </p>
      <div className="actions">
        <Button onPress={copy}>{t("copy")}</Button>
        <Button onPress={onHide}>{t("hide")}</Button>
        <span role="status">{outcome !== undefined && t(outcome)}</span>
      </div>
    </Notice>
  );
}
