// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "./Typed.sol";
import {World} from "./World.sol";

/// @notice What the behaviours of consent need to know of an act.
abstract contract ConsentSubject is World {
    uint256 internal constant NONCE = 77;

    /// @dev The receivable that the act is about.
    Receivable internal subject;
    /// @dev Who has to consent.
    address internal principal;

    function _verb() internal pure virtual returns (Verb);

    /// @dev Makes `principal` the one that has to consent, and everything ready for the act.
    function _prepare() internal virtual;

    /// @dev The EIP-712 encoding of the act up to nonce and deadline.
    function _message() internal view virtual returns (bytes memory);

    /// @dev Does the act; expectations are set before.
    function _call(address sender, Consent[] memory consent) internal virtual;

    /// @dev Expects the act's event with every field.
    function _announce(address by) internal virtual;

    /// @dev Checks that the act has had its effect.
    function _check() internal view virtual;

    /// @dev The error of the same act recorded a second time.
    function _replayError() internal view virtual returns (bytes memory);

    /// @dev Whether a call opens the terms, so that a capped agent may act.
    function _opensTerms() internal pure virtual returns (bool);

    function _spendsNonce() internal pure virtual returns (bool);

    // ------------------------------------------------------------------------------------------------------- helpers

    function _begin(address party) internal {
        principal = party;
        _prepare();
    }

    /// @dev An organisation with a key, which is no other actor of the world.
    function _prepared() internal returns (Party memory party) {
        party = _party("the party");
        _begin(party.addr);
    }

    function _nonceSpent() internal view returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, principal, NONCE);
    }

    /// @dev Does the act as `sender` and expects that `by` is recorded as who consented.
    function _succeeds(address sender, Consent[] memory consent, address by) internal {
        _announce(by);
        _call(sender, consent);
        _check();
    }

    function _fails(address sender, Consent[] memory consent, bytes memory fault) internal {
        vm.expectRevert(fault);
        _call(sender, consent);
    }

    function _signedBy(Party memory p) internal view returns (Consent memory) {
        return _signed(p.addr, p.key, _message(), NONCE, clock + 1 days);
    }

    function _refused(address party, address actor) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.NotAuthorised.selector, party, actor, _verb());
    }

    function _invalid(address signer, bytes32 structHash) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.SignatureInvalid.selector, signer, _digest(structHash));
    }

    function _invalid(Consent memory c) internal view returns (bytes memory) {
        return _invalid(c.signer, Typed.single(_message(), c.nonce, c.deadline));
    }

    function _giveCapped(uint96 cap, address currency) internal {
        vm.prank(principal);
        directory.giveMandate(agent.addr, _mandate(1 << uint8(_verb()), cap, currency));
    }
}
