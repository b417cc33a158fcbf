/** The token of an invitation's link. */
const PATH = "/join";
const TOKEN = /^#([A-Za-z0-9_-]{43})$/;

/** Of the link that the page was opened by; what stands after # was sent to nobody. */
export function invitationToken(): string | undefined {
  return location.pathname === PATH ? TOKEN.exec(location.hash)?.[1] : undefined;
}

/** Takes it out of the address, so that nobody copies it by mistake, and goes to a screen. */
export function leaveInvitation(screen: string): void {
  history.replaceState(null, "", `/#${screen}`);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}
