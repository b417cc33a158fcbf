// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld, TypedAmendments} from "../support/TypedAmendments.sol";

/// @notice The holder of a later line calls it: whoever it was sold to.
abstract contract AccelerateSubject is ConsentSubject, AgreementWorld {
    function _verb() internal pure override returns (Verb) {
        return Verb.Accelerate;
    }

    function _opensTerms() internal pure override returns (bool) {
        return true;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    /// @dev What was called is open as its next revision.
    function _replayError() internal view override returns (bytes memory) {
        return _mismatch(subject);
    }

    function _overdue() internal view returns (Receivable memory r) {
        r = _make(1);
        r.terms.dueDay = uint32(TODAY - 6);
        (r.terms.discountDay1, r.terms.discount1, r.terms.discountDay2, r.terms.discount2) = (0, 0, 0, 0);
    }

    function _prepare() internal override {
        _accepted(_overdue());
        subject = _make(1);
        (subject.header.line, subject.terms.accelerationDays) = (1, 5);
        _transfer(_accepted(subject), principal);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedAmendments.acceleration(Typed.hash(subject), Typed.hash(_overdue()), principal);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (Receivable memory r, Receivable memory overdue) = (subject, _overdue());
        vm.prank(sender);
        ledger.accelerate(r, overdue, consent);
    }

    function _revised() internal view returns (Receivable memory next) {
        next = _next(subject);
        next.terms.dueDay = uint32((clock + 1 hours) / 1 days);
        _tidy(next.terms);
    }

    function _announce(address by) internal override {
        Receivable memory next = _revised();
        (bytes32 id, bytes32 overdue) = (_id(next), _id(_overdue()));
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableAccelerated(id, by, overdue, next.terms.dueDay, Typed.hash(next));
    }

    function _check() internal view override {
        _eq(bytes32(_state(subject).commitment), bytes32(bytes30(Typed.hash(_revised()))), "commitment");
    }
}

contract AccelerateByMandateTest is AccelerateSubject, MandateBehaviour {}

contract AccelerateBySignatureTest is AccelerateSubject, SignatureBehaviour, NoRootBehaviour {}

contract AccelerateReplayTest is AccelerateSubject, ReplayBehaviour {}

contract AccelerateWordsTest is AccelerateSubject {
    function test_a_signature_covers_the_overdue_line() public {
        Party memory party = _prepared();
        Receivable memory r = subject;
        r.header.line = 2;
        _accepted(r);
        _transfer(_id(r), party.addr);
        Receivable memory other = _overdue();
        (other.header.line, other.document) = (1, keccak256("another line"));
        bytes memory message = TypedAmendments.acceleration(Typed.hash(r), Typed.hash(other), party.addr);
        Consent[] memory consent = _signed(party, message, NONCE);
        message = TypedAmendments.acceleration(Typed.hash(r), Typed.hash(_overdue()), party.addr);
        vm.expectRevert(_badSignature(party.addr, message, consent[0]));
        ledger.accelerate(r, _overdue(), consent);
    }
}
