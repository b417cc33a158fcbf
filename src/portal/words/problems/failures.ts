/** Failures that are not the gateway's, in both languages. */
import type { Word } from "../enumerations/word.ts";

export type FailureKind =
  | "offline"
  | "gatewayUnreachable"
  | "sessionOver"
  | "walletRejected"
  | "walletMissing"
  | "walletOtherAccount"
  | "walletWrongChain"
  | "walletFailed"
  | "unknown";

interface Failure {
  readonly title: Word;
  readonly wayOut: Word;
}

export const FAILURES: Readonly<Record<FailureKind, Failure>> = {
  offline: {
    title: { en: "No network", zh: "没有网络连接" },
    wayOut: {
      en: "Connect again. What you signed is kept and goes on by itself.",
      zh: "请恢复网络连接。已签署的内容已保存，将自动继续。",
    },
  },
  gatewayUnreachable: {
    title: { en: "The gateway does not answer", zh: "网关无响应" },
    wayOut: {
      en: "Try again in a moment. The ledger itself is not affected.",
      zh: "请稍后重试。账本本身不受影响。",
    },
  },
  sessionOver: {
    title: { en: "Your session is over", zh: "会话已结束" },
    wayOut: { en: "Sign in again. Nothing you prepared is lost.", zh: "请重新登录。已准备的内容不会丢失。" },
  },
  walletRejected: {
    title: { en: "The wallet did not sign", zh: "钱包未签署" },
    wayOut: {
      en: "Nothing was signed. Try again and confirm it in the wallet.",
      zh: "未签署任何内容。请重试，并在钱包中确认。",
    },
  },
  walletMissing: {
    title: { en: "No wallet found", zh: "未找到钱包" },
    wayOut: { en: "Unlock or install a wallet, then reload this page.", zh: "请解锁或安装钱包，然后刷新页面。" },
  },
  walletOtherAccount: {
    title: { en: "The wallet shows another account", zh: "钱包当前为其他账户" },
    wayOut: {
      en: "Choose in the wallet the account that you signed in with.",
      zh: "请在钱包中切换到登录时使用的账户。",
    },
  },
  walletWrongChain: {
    title: { en: "The wallet is on another chain", zh: "钱包处于其他链" },
    wayOut: { en: "Switch the wallet to the chain of this ledger.", zh: "请将钱包切换到本账本所在的链。" },
  },
  walletFailed: {
    title: { en: "The wallet failed", zh: "钱包出错" },
    wayOut: {
      en: "Look at what the wallet says, then try again. Nothing was signed.",
      zh: "请查看钱包提示后重试。未签署任何内容。",
    },
  },
  unknown: {
    title: { en: "Something went wrong", zh: "发生错误" },
    wayOut: { en: "Reload this page and try again.", zh: "请刷新页面后重试。" },
  },
};
