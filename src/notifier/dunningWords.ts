/** What a mail says to whom a dunning level escalates. */
import type { Ground } from "../domain/collections/finding.ts";
import type { Language } from "../store/notifications.ts";

interface EscalationWords {
  readonly sentence: string;
  readonly level: string;
  readonly policy: string;
  readonly version: (name: string, version: number) => string;
  readonly customer: string;
  readonly organisation: string;
  readonly items: (count: number) => string;
  readonly invoice: (number: string, due: string) => string;
  readonly more: (count: number) => string;
  readonly receivable: string;
  readonly notice: string;
  /** @param day Writes a day. */
  readonly why: (ground: Ground, day: (day: number) => string) => string;
}

export const ESCALATION_WORDS: Readonly<Record<Language, EscalationWords>> = {
  en: {
    sentence: "An overdue claim has escalated to you",
    level: "Level: ",
    policy: "Policy: ",
    version: (name, version) => `${name}, version ${version}`,
    customer: "Customer: ",
    organisation: "Organisation: ",
    items: (count) => (count === 1 ? "One item, and why:" : `${count} items, and why:`),
    invoice: (number, due) => `- Invoice ${number}, due ${due}`,
    more: (count) => `- and ${count} more`,
    receivable: "  Receivable: ",
    notice: "The notice with its sums, for whoever is signed in: ",
    why: (ground, day) => {
      switch (ground.code) {
        case "due":
          return ground.days < 0 ? `  It falls due in ${-ground.days} days.` : `  ${ground.days} days past due.`;
        case "repeated":
          return `  ${ground.days} days past due; the same was said on ${day(ground.last)} in vain.`;
        case "brokenPromise":
          return `  Promised for ${day(ground.promised)}, and not paid by then or within the days of grace.`;
        case "brokenPlan":
          return `  A payment plan is not kept since ${day(ground.brokenOn)}: the original terms count again.`;
      }
    },
  },
  zh: {
    sentence: "有逾期款项升级至您处理",
    level: "级别：",
    policy: "催收政策：",
    version: (name, version) => `${name}（第${version}版）`,
    customer: "客户：",
    organisation: "组织：",
    items: (count) => `共${count}项，原因如下：`,
    invoice: (number, due) => `- 发票${number}，到期日${due}`,
    more: (count) => `- 另有${count}项`,
    receivable: "  应收账款：",
    notice: "登录后查阅该通知及金额：",
    why: (ground, day) => {
      switch (ground.code) {
        case "due":
          return ground.days < 0 ? `  距到期日${-ground.days}天。` : `  已逾期${ground.days}天。`;
        case "repeated":
          return `  已逾期${ground.days}天；${day(ground.last)}的同一提醒未果。`;
        case "brokenPromise":
          return `  承诺于${day(ground.promised)}付款，该日及宽限期内均未付清。`;
        case "brokenPlan":
          return `  还款计划自${day(ground.brokenOn)}起未履行，恢复适用原付款条件。`;
      }
    },
  },
};
