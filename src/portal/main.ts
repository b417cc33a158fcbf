/** The portal: sign in, see the receivables, look at one. */
import { showAsOf } from "./asOf.ts";
import { button, element, part } from "./dom.ts";
import { connect, Refused, signIn } from "./gateway.ts";
import type { Gateway, Session } from "./gateway.ts";
import { detailView } from "./detail.ts";
import { invitationToken, invitationView, join } from "./join.ts";
import { listView } from "./list.ts";
import { LinkRefused } from "./linkKeys.ts";
import { bringsKey, browserWallet, demoWallet, forgetDemoWallet } from "./wallet.ts";
import type { Wallet } from "./wallet.ts";
import { short } from "./words.ts";

interface Signed {
  readonly wallet: Wallet;
  readonly session: Session;
  readonly gateway: Gateway;
}

const DETAIL = /^#\/receivables\/(0x[0-9a-f]{64})$/;
let signed: Signed | undefined;

async function enter(wallet: Wallet): Promise<void> {
  const session = await signIn(wallet);
  signed = { wallet, session, gateway: connect(session.token) };
  showAccount();
  await show();
}

async function leave(): Promise<void> {
  await signed?.gateway.DELETE("/v1/sessions");
  signed = undefined;
  forgetDemoWallet();
  showAsOf(null);
  showAccount();
  await show();
}

/** Enters with the key of a link, if the address has one or had one in this tab; shows what there is otherwise. */
async function enterOrShow(): Promise<void> {
  try {
    const wallet = demoWallet();
    await (wallet === undefined ? show() : enter(wallet));
  } catch (error) {
    if (error instanceof LinkRefused) forgetDemoWallet();
    if (signed === undefined) part("main").replaceChildren(welcome());
    throw error;
  }
}

/** Another link that is opened in the same tab is another member of the demo's cast. */
async function turn(): Promise<void> {
  if (!bringsKey()) return show();
  signed = undefined;
  showAsOf(null);
  showAccount();
  await enterOrShow();
}

function showAccount(): void {
  const parts =
    signed === undefined
      ? [button("Sign in with a wallet", () => attempt(async () => enter(await browserWallet())))]
      : [
          element("code", { title: signed.session.organisation }, short(signed.session.organisation)),
          button("Sign out", () => attempt(leave)),
        ];
  part("account").replaceChildren(...parts);
}

async function show(): Promise<void> {
  const view = signed === undefined ? await strangersView() : await viewOf(signed);
  part("main").replaceChildren(view);
}

async function strangersView(): Promise<HTMLElement> {
  const token = invitationToken();
  return token === undefined ? welcome() : invitationView(token);
}

async function viewOf({ gateway, wallet, session }: Signed): Promise<HTMLElement> {
  showAsOf(null);
  const token = invitationToken();
  if (token !== undefined) return joiningView(gateway, token);
  const id = DETAIL.exec(location.hash)?.[1];
  return id === undefined ? listView(gateway, session.organisation) : detailView({ gateway, wallet }, id, show);
}

/** Nobody joins by opening a page: it takes a press of the button. */
async function joiningView(gateway: Gateway, token: string): Promise<HTMLElement> {
  const view = await invitationView(token);
  view.append(button("Join", () => attempt(async () => part("main").replaceChildren(await join(gateway, token)))));
  return view;
}

function welcome(): HTMLElement {
  const invitation = "Sign in with the wallet of your organisation, or of an agent that has its mandate.";
  const reference = element("a", { href: "/docs" }, "the reference of the interface");
  const machines = element("p", {}, "For programs: ", reference, ".");
  return element("section", {}, element("h1", {}, "Both sides sign here"), element("p", {}, invitation), machines);
}

/** Whatever fails is told on the page, in the words of whoever refused. */
async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const title = error instanceof Refused ? error.problem.title : "This did not work";
    const detail = error instanceof Error ? error.message : String(error);
    part("main").prepend(element("p", { role: "alert" }, element("strong", {}, `${title}: `), detail));
  }
}

window.addEventListener("hashchange", () => void attempt(turn));
await attempt(async () => {
  showAccount();
  await enterOrShow();
});
