// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenHeader, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {RootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";

/// @notice The supplier consents to an issue, in the open or sealed.
abstract contract IssueSubject is ConsentSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.Issue;
    }

    function _opensTerms() internal pure virtual override returns (bool) {
        return true;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return false;
    }

    function _prepare() internal override {
        subject = _make(1);
        subject.header.supplier = principal;
    }

    function _content() internal pure virtual returns (bytes32) {
        return 0;
    }

    function _message() internal view override returns (bytes memory) {
        return Typed.issuance(Typed.hash(subject), _content());
    }

    function _call(address sender, Consent[] memory consent) internal virtual override {
        Receivable memory r = subject;
        vm.prank(sender);
        ledger.issue(r, consent, _none());
    }

    function _announce(address by) internal virtual override {
        Receivable memory r = subject;
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableIssued(
            Typed.idOf(r.header),
            r.header.supplier,
            r.header.buyer,
            by,
            r.header.invoice,
            r.header.line,
            r.header.policy,
            r.header.revision,
            r.terms,
            r.document
        );
    }

    function _check() internal view override {
        _true(_state(subject).status == Status.Issued, "issued");
        _eq(token.ownerOf(uint256(Typed.idOf(subject.header))), principal, "holder");
    }

    function _replayError() internal view override returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.AlreadyIssued.selector, Typed.idOf(subject.header));
    }
}

abstract contract IssueSealedSubject is IssueSubject {
    function _content() internal pure override returns (bytes32) {
        return keccak256("sealed");
    }

    function _opensTerms() internal pure override returns (bool) {
        return false;
    }

    function _call(address sender, Consent[] memory consent) internal override {
        OpenHeader memory opened = _openHeader(subject);
        vm.prank(sender);
        ledger.issueSealed(opened, "sealed", consent, _none());
    }

    function _announce(address by) internal override {
        Receivable memory r = subject;
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableSealed(
            Typed.idOf(r.header),
            r.header.supplier,
            r.header.buyer,
            by,
            r.header.invoice,
            r.header.line,
            r.header.policy,
            r.header.revision,
            Typed.hash(r.terms),
            r.document,
            "sealed"
        );
    }
}

contract IssueByMandateTest is IssueSubject, MandateBehaviour {}

contract IssueBySignatureTest is IssueSubject, SignatureBehaviour {}

contract IssueByRootTest is IssueSubject, RootBehaviour {
    function _rootStruct(bytes32 root, uint256 count, uint256 deadline) internal view override returns (bytes32) {
        return Typed.issuanceRoot(root, count, principal, deadline);
    }

    function _leafSubject() internal view override returns (bytes32) {
        return Typed.issued(Typed.hash(subject), _content());
    }

    function _otherRootStruct(bytes32 root, uint256 count, uint256 deadline) internal view override returns (bytes32) {
        return Typed.acceptanceRoot(root, count, principal, 0, deadline);
    }
}

contract IssueReplayTest is IssueSubject, ReplayBehaviour {}

contract IssueSealedByMandateTest is IssueSealedSubject, MandateBehaviour {}

contract IssueSealedBySignatureTest is IssueSealedSubject, SignatureBehaviour {}

contract IssueSealedByRootTest is IssueSealedSubject, RootBehaviour {
    function _rootStruct(bytes32 root, uint256 count, uint256 deadline) internal view override returns (bytes32) {
        return Typed.issuanceRoot(root, count, principal, deadline);
    }

    function _leafSubject() internal view override returns (bytes32) {
        return Typed.issued(Typed.hash(subject), _content());
    }

    function _otherRootStruct(bytes32 root, uint256 count, uint256 deadline) internal view override returns (bytes32) {
        return Typed.acceptanceRoot(root, count, principal, 0, deadline);
    }
}

contract IssueSealedReplayTest is IssueSealedSubject, ReplayBehaviour {}
