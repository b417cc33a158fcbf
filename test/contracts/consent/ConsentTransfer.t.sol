// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenHeader, Terms, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld, TypedAmendments} from "../support/TypedAmendments.sol";

/// @notice The buyer lets a locked receivable go to one next holder.
abstract contract ConsentTransferSubject is ConsentSubject, AgreementWorld {
    function _verb() internal pure override returns (Verb) {
        return Verb.ConsentTransfer;
    }

    function _opensTerms() internal pure virtual override returns (bool) {
        return false;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    /// @dev The terms, where the buyer opens them.
    function _openedTerms() internal view virtual returns (Terms[] memory) {
        return _unopened();
    }

    function _replayError() internal view override returns (bytes memory) {
        return _nonceSpent();
    }

    function _prepare() internal override {
        subject = _make(1);
        (subject.header.buyer, subject.header.policy) = (principal, 1);
        _accepted(subject);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedAmendments.transferConsent(Typed.hash(subject), supplier.addr, factor.addr);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (OpenHeader memory opened, Terms[] memory terms) = (_openHeader(subject), _openedTerms());
        vm.prank(sender);
        ledger.consentTransfer(opened, terms, factor.addr, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(ledger));
        emit ILedger.TransferConsented(Typed.idOf(subject.header), by, factor.addr);
    }

    function _check() internal view override {
        _eq(_transfereeOf(Typed.idOf(subject.header)), factor.addr, "transferee");
    }
}

abstract contract ConsentTransferOpenedSubject is ConsentTransferSubject {
    function _opensTerms() internal pure override returns (bool) {
        return true;
    }

    function _openedTerms() internal view override returns (Terms[] memory) {
        return _opened(subject);
    }
}

contract ConsentTransferOpenedByMandateTest is ConsentTransferOpenedSubject, MandateBehaviour {}

contract ConsentTransferOpenedBySignatureTest is ConsentTransferOpenedSubject, SignatureBehaviour {}

contract ConsentTransferByMandateTest is ConsentTransferSubject, MandateBehaviour {}

contract ConsentTransferBySignatureTest is ConsentTransferSubject, SignatureBehaviour, NoRootBehaviour {}

contract ConsentTransferReplayTest is ConsentTransferSubject, ReplayBehaviour {}
