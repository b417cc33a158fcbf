// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenTerms, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";

/// @notice The holder consents to a credit: whoever the receivable was sold to.
abstract contract CreditSubject is ConsentSubject {
    uint256 private constant CREDITED = 1_234;

    function _verb() internal pure override returns (Verb) {
        return Verb.Credit;
    }

    function _opensTerms() internal pure override returns (bool) {
        return true;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    function _replayError() internal view override returns (bytes memory) {
        return _nonceSpent();
    }

    function _prepare() internal override {
        subject = _make(1);
        _transfer(_accepted(subject), principal);
    }

    function _message() internal view override returns (bytes memory) {
        return Typed.credit(Typed.hash(subject), principal, CREDITED, REASON);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Receivable memory r = subject;
        (bytes32 id, OpenTerms memory opened) = (Typed.idOf(r.header), _openTerms(r));
        vm.prank(sender);
        ledger.credit(id, opened, CREDITED, REASON, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableCredited(Typed.idOf(subject.header), by, CREDITED, REASON, false);
    }

    function _check() internal view override {
        _eq(_state(subject).credited, CREDITED, "credited");
    }
}

contract CreditByMandateTest is CreditSubject, MandateBehaviour {}

contract CreditBySignatureTest is CreditSubject, SignatureBehaviour, NoRootBehaviour {}

contract CreditReplayTest is CreditSubject, ReplayBehaviour {}
