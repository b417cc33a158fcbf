import type { ReactNode } from "react";
import { Link } from "wouter";
import { Loading } from "../../ui/Loading.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { useTasks } from "./useTasks.ts";
import { useHomeWords } from "./words.ts";

export function Tasks(): ReactNode {
  const t = useHomeWords();
  const tasks = useTasks();
  const waiting = tasks.filter(({ count }) => count !== undefined && count > 0);
  if (waiting.length === 0) {
    return tasks.every(({ count }) => count === undefined) ? <Loading /> : <Empty>{t("nothing")}</Empty>;
  }
  return (
    <ul className="tasks">
      {waiting.map(({ kind, to, count = 0, isMore }) => (
        <li key={kind}>
          <Link href={to}>{t(kind, { count })}</Link> {isMore && t("atLeast")}
        </li>
      ))}
    </ul>
  );
}
