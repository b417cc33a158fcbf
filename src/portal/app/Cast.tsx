/** The demo's cast, whom everybody may play; no other gateway has one. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { connect } from "../data/gateway.ts";
import { useAppWords } from "./words.ts";

export function Cast(): ReactNode {
  const t = useAppWords();
  const { data } = useQuery({
    queryKey: ["cast"],
    queryFn: async () => (await connect().GET("/v1/demo/cast")).data ?? null,
  });
  if (data === undefined || data === null) return undefined;
  return (
    <section>
      <h2>{t("demo")}</h2>
      <p className="hint">{t("demoHere")}</p>
      <ul className="cast">
        {data.cast.map(({ name, role, link, here }) => (
          <li key={link}>
            <a href={link}>{t("play", { name })}</a> ({t(`role_${role}`)}, {t(here ? "here" : "elsewhere")})
          </li>
        ))}
      </ul>
    </section>
  );
}
