// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Clarification, Consent, OpenHeader, Receivable, Status, Terms, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld, TypedAmendments} from "../support/TypedAmendments.sol";

/// @notice The buyer rejects.
abstract contract RejectSubject is ConsentSubject, AgreementWorld {
    function _verb() internal pure override returns (Verb) {
        return Verb.Reject;
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
        subject.header.buyer = principal;
        _issue(subject);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedAmendments.rejection(Typed.hash(subject), _why());
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (OpenHeader memory opened, Terms[] memory terms) = (_openHeader(subject), _openedTerms());
        vm.prank(sender);
        ledger.reject(opened, terms, _why(), consent);
    }

    function _announce(address by) internal override {
        Clarification memory c = _why();
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableRejected(Typed.idOf(subject.header), by, c.reason, c.action, c.text);
    }

    function _check() internal view override {
        _true(_state(subject).status == Status.Rejected, "status");
    }
}

abstract contract RejectOpenedSubject is RejectSubject {
    function _opensTerms() internal pure override returns (bool) {
        return true;
    }

    function _openedTerms() internal view override returns (Terms[] memory) {
        return _opened(subject);
    }
}

contract RejectOpenedByMandateTest is RejectOpenedSubject, MandateBehaviour {}

contract RejectOpenedBySignatureTest is RejectOpenedSubject, SignatureBehaviour {}

contract RejectByMandateTest is RejectSubject, MandateBehaviour {}

contract RejectBySignatureTest is RejectSubject, SignatureBehaviour, NoRootBehaviour {}

contract RejectReplayTest is RejectSubject, ReplayBehaviour {}

contract RejectWordsTest is AgreementWorld {
    function test_a_signature_covers_reason_action_and_text() public {
        _issue(_make(1));
        Clarification[3] memory others = [_clarify(6, 5, TEXT), _clarify(5, 4, TEXT), _clarify(5, 5, REASON)];
        bytes32 commitment = Typed.hash(_make(1));
        Consent[] memory consent = _signed(buyer, TypedAmendments.rejection(commitment, _why()), 1);
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_badSignature(buyer.addr, TypedAmendments.rejection(commitment, others[i]), consent[0]));
            ledger.reject(_openHeader(_make(1)), _unopened(), others[i], consent);
        }
        ledger.reject(_openHeader(_make(1)), _unopened(), _why(), consent);
    }

    function test_a_signed_query_is_none() public {
        _issue(_make(1));
        bytes32 commitment = Typed.hash(_make(1));
        Consent[] memory consent = _signed(buyer, TypedAmendments.query(commitment, _why()), 1);
        vm.expectRevert(_badSignature(buyer.addr, TypedAmendments.rejection(commitment, _why()), consent[0]));
        ledger.reject(_openHeader(_make(1)), _unopened(), _why(), consent);
    }

    function test_what_was_signed_before_an_amendment_is_void_after_it() public {
        Receivable memory r = _make(1);
        _issue(r);
        Consent[] memory consent = _signed(buyer, TypedAmendments.rejection(Typed.hash(r), _why()), 1);
        Receivable memory next = _otherTerms(r);
        _amendAs(supplier.addr, r, next);
        vm.expectRevert(_mismatch(r));
        ledger.reject(_openHeader(r), _unopened(), _why(), consent);
        vm.expectRevert(_badSignature(buyer.addr, TypedAmendments.rejection(Typed.hash(next), _why()), consent[0]));
        ledger.reject(_openHeader(next), _unopened(), _why(), consent);
        _true(_state(r).status == Status.Issued, "status");
    }
}
