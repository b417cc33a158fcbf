// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenHeader, Status, Terms, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {TypedReceipts} from "../support/TypedReceipts.sol";

/// @notice The holder cancels: whoever the receivable was sold to.
abstract contract CancelSubject is ConsentSubject, ReceiptWorld {
    function _verb() internal pure override returns (Verb) {
        return Verb.Cancel;
    }

    function _opensTerms() internal pure virtual override returns (bool) {
        return false;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    function _replayError() internal view override returns (bytes memory) {
        return _nonceSpent();
    }

    /// @dev The terms, where the holder opens them.
    function _openedTerms() internal view virtual returns (Terms[] memory) {
        return _unopened();
    }

    function _prepare() internal override {
        subject = _make(1);
        _transfer(_issue(subject), principal);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedReceipts.cancellation(Typed.hash(subject), principal, REASON);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (OpenHeader memory opened, Terms[] memory terms) = (_openHeader(subject), _openedTerms());
        vm.prank(sender);
        ledger.cancel(opened, terms, REASON, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableCancelled(Typed.idOf(subject.header), by, REASON);
    }

    function _check() internal view override {
        _true(_state(subject).status == Status.Cancelled, "cancelled");
    }
}

abstract contract CancelOpenedSubject is CancelSubject {
    function _opensTerms() internal pure override returns (bool) {
        return true;
    }

    function _openedTerms() internal view override returns (Terms[] memory terms) {
        terms = new Terms[](1);
        terms[0] = subject.terms;
    }
}

contract CancelByMandateTest is CancelSubject, MandateBehaviour {}

contract CancelBySignatureTest is CancelSubject, SignatureBehaviour, NoRootBehaviour {}

contract CancelReplayTest is CancelSubject, ReplayBehaviour {}

contract CancelOpenedByMandateTest is CancelOpenedSubject, MandateBehaviour {}

contract CancelOpenedBySignatureTest is CancelOpenedSubject, SignatureBehaviour, NoRootBehaviour {}

contract CancelOpenedReplayTest is CancelOpenedSubject, ReplayBehaviour {}
