import type { Say } from "../words/wordsOf.ts";
import { wordsOf } from "../words/wordsOf.ts";
import { WalletError } from "./wallet.ts";
import type { WalletFault } from "./wallet.ts";

const FAULTS_EN: Readonly<Record<WalletFault, string>> = {
  rejected: "You declined in {{name}}, or let it wait too long. Nothing was signed. Try again when you are ready.",
  pending: "{{name}} already waits for your answer: open it, answer there, then try again.",
  walletMissing: "The wallet is not in this browser any more. Open it, then sign in again.",
  walletGone: "The wallet changed its account or its network, so you were signed out. Sign in again.",
  accountMissing: "{{name}} shows no account to this page. Unlock it, allow an account for this page, then try again.",
  accountOther: "{{name}} has another account now. Choose {{address}} there, or sign out and in again.",
  chainOther:
    "{{name}} is on another network. Add or choose the network with chain ID {{chainId}} there, then try again.",
  walletFailed: "{{name}} did not do it. It says: {{detail}}",
  callUnsupported: "{{name}} signs, but sends no transactions here. Have it sent by an account that pays gas.",
  linkInvalid: "This link holds no key that there can be. Open it exactly as the demo printed it.",
  linkElsewhere: "This link holds somebody's key, which is for the demo alone. Sign in with your own wallet.",
  passkeyUnsupported:
    "This browser or device makes no passkeys for this page. Try a current browser over https, or join with a wallet.",
  passkeyRejected:
    "You declined on your device, or it waited too long. Nothing was signed. Try again when you are ready.",
  passkeyUnknown: "No account here belongs to this passkey. Choose another one, or open an account by an invitation.",
  passkeySameDevice: "This device has a passkey of the account already. Use another device or a security key.",
  passkeyMismatch:
    "The gateway named an account that does not follow from your passkey. Do not go on; tell whoever runs the gateway.",
  accountRefused: "The account could not be opened ({{detail}}). Try again later, or ask whoever invited you.",
  accountSlow: "The account is still on its way to the ledger. Come back later and sign in with your passkey.",
  signElsewhere: "This account is a contract: its owners sign below, or in its own wallet application.",
  signatureNone: "This is no signature: paste it as 0x and hexadecimal digits.",
};

const FAULTS_ZH: Readonly<Record<WalletFault, string>> = {
  rejected: "您在 {{name}} 中拒绝了请求，或等待超时。没有签署任何内容。准备好后请重试。",
  pending: "{{name}} 正在等待您的答复：请打开它并答复，然后重试。",
  walletMissing: "此浏览器中已没有该钱包。请打开钱包后重新登录。",
  walletGone: "钱包更换了账户或网络，您已退出登录。请重新登录。",
  accountMissing: "{{name}} 没有向本页面提供账户。请解锁并允许本页面使用一个账户，然后重试。",
  accountOther: "{{name}} 当前是另一个账户。请在其中选择 {{address}}，或退出后重新登录。",
  chainOther: "{{name}} 处于其他网络。请在其中添加或选择链 ID 为 {{chainId}} 的网络，然后重试。",
  walletFailed: "{{name}} 未能完成。其说明为：{{detail}}",
  callUnsupported: "{{name}} 可以签名，但不在此发送交易。请由支付燃料费的账户发送。",
  linkInvalid: "此链接中的密钥无效。请按演示打印的原样打开链接。",
  linkElsewhere: "此链接含有他人的密钥，只能用于演示。请使用您自己的钱包登录。",
  passkeyUnsupported: "此浏览器或设备无法为本页面创建通行密钥。请使用新版浏览器并通过 https 访问，或使用钱包加入。",
  passkeyRejected: "您在设备上拒绝了请求，或等待超时。没有签署任何内容。准备好后请重试。",
  passkeyUnknown: "这里没有属于该通行密钥的账户。请选择其他通行密钥，或通过邀请开立账户。",
  passkeySameDevice: "此设备上已有该账户的通行密钥。请使用另一台设备或安全密钥。",
  passkeyMismatch: "网关给出的账户与您的通行密钥不符。请勿继续，并告知网关的运营者。",
  accountRefused: "账户未能开立（{{detail}}）。请稍后重试，或询问邀请您的一方。",
  accountSlow: "账户仍在写入账本。请稍后回来并用通行密钥登录。",
  signElsewhere: "该账户是合约：由其所有人在下方或在其自己的钱包应用中签名。",
  signatureNone: "这不是签名：请粘贴 0x 开头的十六进制数字。",
};

const MORE_EN = {
  contractTitle: "The organisation is a contract of several owners",
  contractLead:
    "{{count}} of its {{of}} owners have to sign. Each of them opens this act on a device of their own and signs " +
    "there; " +
    "until its deadline it waits as “to sign”. You may close this and come back.",
  contractAccount: "Contract account (Safe, ERC-1271)",
  contractAddress: "Address of the contract account",
  contractAddressWrong: "Write 0x and 40 hexadecimal digits.",
  contractHint:
    "Its owners sign a text in its own wallet application. Whoever is a member signs in with a wallet instead.",
  contractShow: "Show what is to be signed",
  contractTextLead:
    "Have the owners sign this text in the contract's wallet application, soon, then paste the signature.",
  ownerSigned: "has signed",
  ownerMissing: "has not signed yet",
  ownerNot: "The account that you signed in with is none of the owners: you can look, and hand in what they signed.",
  ownerSign: "Sign as an owner",
  ownerDone: "You have signed",
  pasteWhole: "Hand in a signature that was collected elsewhere",
  digest: "Hash of the message",
  typedData: "Message (EIP-712), for the wallet application",
  text: "Text to sign (EIP-191)",
  signature: "Combined signature",
  signatureHint: "0x and hexadecimal digits, as the wallet application gives it (ERC-1271).",
  handIn: "Hand in the signature",
  cancel: "Cancel",
} as const;

const MORE_ZH: Readonly<Record<keyof typeof MORE_EN, string>> = {
  contractTitle: "贵单位是由多位所有人共管的合约",
  contractLead:
    "其 {{of}} 位所有人中须有 {{count}} 位签名。每位所有人在自己的设备上打开此操作并签名；" +
    "在截止时间之前，该操作保持“待签署”。您可以关闭后再回来。",
  contractAccount: "合约账户（Safe，ERC-1271）",
  contractAddress: "合约账户地址",
  contractAddressWrong: "请填写 0x 和 40 位十六进制数字。",
  contractHint: "由其所有人在该合约自己的钱包应用中签署一段文本。成员请改用钱包登录。",
  contractShow: "显示待签内容",
  contractTextLead: "请所有人尽快在合约的钱包应用中签署此文本，然后将签名粘贴到这里。",
  ownerSigned: "已签名",
  ownerMissing: "尚未签名",
  ownerNot: "您登录所用的账户不是所有人：您可以查看，并提交他们已签署的签名。",
  ownerSign: "以所有人身份签名",
  ownerDone: "您已签名",
  pasteWhole: "提交在其他地方收集的签名",
  digest: "消息哈希",
  typedData: "供钱包应用使用的消息（EIP-712）",
  text: "待签文本（EIP-191）",
  signature: "合并签名",
  signatureHint: "钱包应用给出的 0x 开头的十六进制数字（ERC-1271）。",
  handIn: "提交签名",
  cancel: "取消",
};

type Words = WalletFault | keyof typeof MORE_EN;

export const useWalletWords = wordsOf<Words>("wallet", {
  en: { ...FAULTS_EN, ...MORE_EN },
  zh: { ...FAULTS_ZH, ...MORE_ZH },
});

/** What went wrong with a wallet and what to do about it; undefined for any other error. */
export function walletProblem(t: Say<Words>, error: unknown): string | undefined {
  return error instanceof WalletError ? t(error.fault, error.values) : undefined;
}
