// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenHeader, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {RootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";

/// @notice The buyer's consent is carried with the issue, which the supplier signed.
abstract contract AcceptWithIssueSubject is ConsentSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.Accept;
    }

    function _opensTerms() internal pure override returns (bool) {
        return true;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return false;
    }

    function _prepare() internal override {
        subject = _make(1);
        subject.header.buyer = principal;
    }

    function _message() internal view override returns (bytes memory) {
        return Typed.acceptance(Typed.hash(subject));
    }

    function _content() internal pure virtual returns (bytes32) {
        return 0;
    }

    function _ofSupplier() internal view returns (Consent[] memory) {
        return _signed(supplier, Typed.issuance(Typed.hash(subject), _content()), 1);
    }

    function _call(address sender, Consent[] memory consent) internal virtual override {
        (Receivable memory r, Consent[] memory ofSupplier) = (subject, _ofSupplier());
        vm.prank(sender);
        ledger.issue(r, ofSupplier, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableAccepted(Typed.idOf(subject.header), by, Typed.hash(subject));
    }

    function _check() internal view override {
        _true(_state(subject).status == Status.Accepted, "accepted");
    }

    function _replayError() internal view override returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.AlreadyIssued.selector, Typed.idOf(subject.header));
    }
}

abstract contract AcceptWithIssueSealedSubject is AcceptWithIssueSubject {
    function _content() internal pure override returns (bytes32) {
        return keccak256("sealed");
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (OpenHeader memory opened, Consent[] memory ofSupplier) = (_openHeader(subject), _ofSupplier());
        vm.prank(sender);
        ledger.issueSealed(opened, "sealed", ofSupplier, consent);
    }
}

contract AcceptWithIssueBySignatureTest is AcceptWithIssueSubject, SignatureBehaviour {}

contract AcceptWithIssueByRootTest is AcceptWithIssueSubject, RootBehaviour {
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

contract AcceptWithIssueReplayTest is AcceptWithIssueSubject, ReplayBehaviour {}

contract AcceptWithIssueSealedBySignatureTest is AcceptWithIssueSealedSubject, SignatureBehaviour {}
