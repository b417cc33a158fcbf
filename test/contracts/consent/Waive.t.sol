// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenTerms, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {TypedReceipts} from "../support/TypedReceipts.sol";

/// @notice The holder lets charges go: whoever the receivable was sold to.
abstract contract WaiveSubject is ConsentSubject, ReceiptWorld {
    uint256 private constant WAIVED = 1_234;

    function _verb() internal pure override returns (Verb) {
        return Verb.Waive;
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
        _warp(START);
        subject = _make(1);
        _transfer(_accepted(subject), principal);
        _warp(START + 127 days);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedReceipts.waiver(Typed.hash(subject), principal, WAIVED, REASON);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Receivable memory r = subject;
        (bytes32 id, OpenTerms memory opened) = (Typed.idOf(r.header), _openTerms(r));
        vm.prank(sender);
        ledger.waive(id, opened, WAIVED, REASON, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(ledger));
        emit ILedger.ChargesWaived(Typed.idOf(subject.header), by, WAIVED, REASON, false);
    }

    function _check() internal view override {
        _eq(_state(subject).chargesSettled, WAIVED, "waived");
    }
}

contract WaiveByMandateTest is WaiveSubject, MandateBehaviour {}

contract WaiveBySignatureTest is WaiveSubject, SignatureBehaviour, NoRootBehaviour {}

contract WaiveReplayTest is WaiveSubject, ReplayBehaviour {}
