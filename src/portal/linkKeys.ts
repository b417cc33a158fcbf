/** Keys that come with links: those of the demo's cast, whom everybody may play. */

/** The chain of a node for trying things out, as the demo has it. */
const DEMO_CHAIN = 31_337;

/** A link brought a key where nobody but its owner should have it, or what is no key. */
export class LinkRefused extends Error {}

/**
 * Lets a key of a link sign in to the demo and nowhere else: whoever made the link would see all that is entered under
 * it. @throws LinkRefused
 */
export function checkLinkKey({ isDemo }: { readonly isDemo: boolean }, chainId: number): void {
  if (!isDemo || chainId === DEMO_CHAIN) return;
  throw new LinkRefused("this link holds somebody's key, which is for the demo alone: sign in with your own wallet");
}
