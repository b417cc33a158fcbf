/** How a payment plan and its proposals stand. */
import type { PLAN_STATES, ShownPlanning } from "../../../wire/paymentPlan.ts";
import type { Words } from "./word.ts";

export const PLAN_STATE: Words<(typeof PLAN_STATES)[number]> = {
  running: { en: "Running", zh: "执行中" },
  completed: { en: "Completed", zh: "已履行完毕" },
  broken: { en: "Broken: the original terms count", zh: "已违约：恢复原条款" },
  replaced: { en: "Replaced by another plan", zh: "已被新计划取代" },
  amended: { en: "The receivable was amended since", zh: "账款条款其后已变更" },
  divided: { en: "The receivable was split since", zh: "账款其后已拆分" },
  unopened: { en: "Its content is not known here", zh: "此处未知其内容" },
};

export const PROPOSAL_STATE: Words<ShownPlanning["proposals"][number]["state"]> = {
  open: { en: "Waits for a signature", zh: "待签署" },
  signed: { en: "One side has signed", zh: "一方已签" },
  agreed: { en: "Agreed", zh: "已达成" },
  countered: { en: "Countered", zh: "已被反提议取代" },
  refused: { en: "Refused", zh: "已拒绝" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
  expired: { en: "Expired", zh: "已过期" },
  outdated: { en: "The debt has changed since", zh: "债务其后有变化" },
};
