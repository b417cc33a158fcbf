// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Outcome, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";

/// @notice The buyer withdraws a part of its dispute, or the holder concedes it.
abstract contract ResolveSubject is ConsentSubject {
    uint256 internal constant DISPUTED = 5_000;
    uint256 internal constant RESOLVED = 2_000;

    function _outcome() internal pure virtual returns (Outcome);

    /// @dev Conceding is crediting.
    function _verb() internal pure override returns (Verb) {
        return _outcome() == Outcome.Withdrawn ? Verb.Resolve : Verb.Credit;
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

    function _message() internal view override returns (bytes memory) {
        return Typed.resolution(Typed.hash(subject), principal, RESOLVED, _outcome(), EVIDENCE);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Receivable memory r = subject;
        vm.prank(sender);
        ledger.resolve(r, RESOLVED, _outcome(), EVIDENCE, consent);
    }

    function _announce(address by) internal virtual override {
        bytes32 id = Typed.idOf(subject.header);
        vm.expectEmit(address(ledger));
        emit ILedger.DisputeResolved(id, by, _outcome(), RESOLVED, DISPUTED - RESOLVED, EVIDENCE);
    }

    function _check() internal view virtual override {
        _eq(_state(subject).disputed, DISPUTED - RESOLVED, "disputed");
    }

    function _dispute() internal {
        Receivable memory r = subject;
        vm.prank(r.header.buyer);
        ledger.dispute(r, DISPUTED, 1, EVIDENCE, _none());
    }
}

abstract contract WithdrawSubject is ResolveSubject {
    function _outcome() internal pure override returns (Outcome) {
        return Outcome.Withdrawn;
    }

    function _prepare() internal override {
        subject = _make(1);
        subject.header.buyer = principal;
        _accepted(subject);
        _dispute();
    }
}

abstract contract ConcedeSubject is ResolveSubject {
    function _outcome() internal pure override returns (Outcome) {
        return Outcome.Conceded;
    }

    function _prepare() internal override {
        subject = _make(1);
        _transfer(_accepted(subject), principal);
        _dispute();
    }

    function _announce(address by) internal override {
        super._announce(by);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableCredited(Typed.idOf(subject.header), by, RESOLVED, EVIDENCE, false);
    }

    function _check() internal view override {
        super._check();
        _eq(_state(subject).credited, RESOLVED, "credited");
    }
}

contract WithdrawByMandateTest is WithdrawSubject, MandateBehaviour {}

contract WithdrawBySignatureTest is WithdrawSubject, SignatureBehaviour, NoRootBehaviour {}

contract WithdrawReplayTest is WithdrawSubject, ReplayBehaviour {}

contract ConcedeByMandateTest is ConcedeSubject, MandateBehaviour {}

contract ConcedeBySignatureTest is ConcedeSubject, SignatureBehaviour, NoRootBehaviour {}

contract ConcedeReplayTest is ConcedeSubject, ReplayBehaviour {}
