// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenHeader, Status, Terms, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {RootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";

/// @notice The buyer consents to owing.
abstract contract AcceptSubject is ConsentSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.Accept;
    }

    /// @dev The terms, where the buyer opens them.
    function _openedTerms() internal view virtual returns (Terms[] memory) {
        return _unopened();
    }

    function _opensTerms() internal pure virtual override returns (bool) {
        return false;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return false;
    }

    function _prepare() internal override {
        subject = _make(1);
        subject.header.buyer = principal;
        _issue(subject);
    }

    function _message() internal view override returns (bytes memory) {
        return Typed.acceptance(Typed.hash(subject));
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (OpenHeader memory opened, Terms[] memory terms) = (_openHeader(subject), _openedTerms());
        vm.prank(sender);
        ledger.accept(opened, terms, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableAccepted(Typed.idOf(subject.header), by, Typed.hash(subject));
    }

    function _check() internal view override {
        _true(_state(subject).status == Status.Accepted, "accepted");
    }

    function _replayError() internal view override returns (bytes memory) {
        bytes32 id = Typed.idOf(subject.header);
        return abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Accepted, Verb.Accept);
    }
}

abstract contract AcceptOpenedSubject is AcceptSubject {
    function _opensTerms() internal pure override returns (bool) {
        return true;
    }

    function _openedTerms() internal view override returns (Terms[] memory terms) {
        terms = new Terms[](1);
        terms[0] = subject.terms;
    }
}

contract AcceptOpenedByMandateTest is AcceptOpenedSubject, MandateBehaviour {}

contract AcceptOpenedBySignatureTest is AcceptOpenedSubject, SignatureBehaviour {}

contract AcceptByMandateTest is AcceptSubject, MandateBehaviour {}

contract AcceptBySignatureTest is AcceptSubject, SignatureBehaviour {}

contract AcceptByRootTest is AcceptSubject, RootBehaviour {
    function _rootStruct(bytes32 root, uint256 count, uint256 deadline) internal view override returns (bytes32) {
        return Typed.acceptanceRoot(root, count, principal, 0, deadline);
    }

    function _leafSubject() internal view override returns (bytes32) {
        return Typed.hash(subject);
    }

    function _otherRootStruct(bytes32 root, uint256 count, uint256 deadline) internal view override returns (bytes32) {
        return Typed.issuanceRoot(root, count, principal, deadline);
    }
}

contract AcceptReplayTest is AcceptSubject, ReplayBehaviour {}
