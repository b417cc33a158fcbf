import { wordsOf } from "../../words/wordsOf.ts";

export const useRegistrarWords = wordsOf("administration.registrars", {
  en: {
    vouchers: "Who vouches for your organisation",
    noVouchers:
      "No registrar vouches for your organisation. Ask one to check your register extract and to record it in the " +
      "directory; until then others have your word alone.",
    registrar: "Registrar",
    channel: "How the key was enrolled",
    since: "Since",
    until: "Until",
    enroller: "Enrolled by",
    evidence: "What was seen (hash)",
    legalId: "Legal id (salted hash)",
    whatTitle: "What vouching is, and what it is not",
    is:
      "A registrar records on the chain that the organisation with a certain legal id controls this key, how it made " +
      "sure, a hash of what it saw, and until when it stands by it. It can take that back at any time.",
    isNot:
      "It is no word on solvency, on a receivable, or on who signs inside the organisation. Anybody may write to the " +
      "directory as a registrar: it counts only if you, or your gateway, rely on that registrar.",
    reliesTitle: "Registrars that this gateway relies on",
    relies:
      "Whoever runs the gateway chooses them, and no operation lists them. It shows in what it says of your checklist:",
    reliesYes: "at least one registrar that this gateway relies on vouches for your organisation",
    reliesNo: "no registrar that this gateway relies on vouches for your organisation",
    lookTitle: "Look an organisation up in the directory",
    lookUp: "Look up",
    address: "Address",
    joined: "Signed in at this gateway",
    yes: "yes",
    no: "not yet",
    ownName: "Its own name for itself",
    notShown: "not shown to you",
    viewingKey: "Key to seal to",
    noKey: "none: nothing can be sealed to it",
    noneVouches: "Nobody vouches for this address.",
    others: "Who vouches for it",
  },
  zh: {
    vouchers: "为贵组织背书的登记机构",
    noVouchers: "没有登记机构为贵组织背书。请登记机构核验贵方登记证明并记入目录；在此之前他人只有贵方的单方陈述。",
    registrar: "登记机构",
    channel: "密钥登记方式",
    since: "起始",
    until: "截止",
    enroller: "登记人",
    evidence: "所见证据（哈希）",
    legalId: "法人识别号（加盐哈希）",
    whatTitle: "背书是什么，不是什么",
    is: "登记机构在链上记录：具有某法人识别号的组织控制此密钥、如何核验、所见证据的哈希、以及负责到何时。它可随时撤回。",
    isNot:
      "它不说明偿付能力，不说明某笔应收账款，也不说明组织内部由谁签署。任何人都可以登记机构名义写入目录：只有贵方或贵方网关信赖该机构时才有意义。",
    reliesTitle: "本网关信赖的登记机构",
    relies: "由网关运营者选定，没有接口列出名单。可从其对贵方清单的判断看出：",
    reliesYes: "至少有一家本网关信赖的登记机构为贵组织背书",
    reliesNo: "没有本网关信赖的登记机构为贵组织背书",
    lookTitle: "在目录中查询组织",
    lookUp: "查询",
    address: "地址",
    joined: "曾在本网关登录",
    yes: "是",
    no: "尚未",
    ownName: "自称名称",
    notShown: "未向贵方公开",
    viewingKey: "密封公钥",
    noKey: "无：无法向其密封内容",
    noneVouches: "没有机构为此地址背书。",
    others: "为其背书的机构",
  },
});
