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

/// @notice The buyer consents to a dispute.
abstract contract DisputeSubject is ConsentSubject {
    uint256 private constant DISPUTED = 4_321;
    uint8 private constant CODE = 17;

    function _verb() internal pure override returns (Verb) {
        return Verb.Dispute;
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
        subject.header.buyer = principal;
        _accepted(subject);
    }

    function _message() internal view override returns (bytes memory) {
        return Typed.dispute(Typed.hash(subject), DISPUTED, CODE, EVIDENCE);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Receivable memory r = subject;
        vm.prank(sender);
        ledger.dispute(r, DISPUTED, CODE, EVIDENCE, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableDisputed(Typed.idOf(subject.header), by, DISPUTED, DISPUTED, CODE, EVIDENCE);
    }

    function _check() internal view override {
        _eq(_state(subject).disputed, DISPUTED, "disputed");
    }
}

contract DisputeByMandateTest is DisputeSubject, MandateBehaviour {}

contract DisputeBySignatureTest is DisputeSubject, SignatureBehaviour, NoRootBehaviour {}

contract DisputeReplayTest is DisputeSubject, ReplayBehaviour {}
