/** A screen that fails takes nothing else with it. */
import { Component } from "react";
import type { ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { useAppWords } from "./words.ts";

interface CrashProps {
  readonly children: ReactNode;
}

interface CrashState {
  readonly error: Error | undefined;
}

export class Crash extends Component<CrashProps, CrashState> {
  override state: CrashState = { error: undefined };

  static getDerivedStateFromError(error: Error): CrashState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === undefined ? this.props.children : <Crashed error={error} />;
  }
}

function Crashed({ error }: { readonly error: Error }): ReactNode {
  const t = useAppWords();
  return (
    <div className="notice notice-error" role="alert">
      <h1>{t("crashed")}</h1>
      <p>{t("crashedWay")}</p>
      <p className="detail">{error.message}</p>
      <Button onPress={() => location.reload()}>{t("reload")}</Button>
    </div>
  );
}
