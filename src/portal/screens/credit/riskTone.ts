import type { RiskGrade } from "../../../domain/risk/register.ts";
import type { Tone } from "../../ui/Badge.tsx";

export function riskTone(grade: RiskGrade): Tone {
  if (grade === "low") return "good";
  return grade === "medium" ? "warning" : "bad";
}
