// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld, TypedAmendments} from "../support/TypedAmendments.sol";

/// @notice The holder splits: whoever the receivable was sold to.
abstract contract SplitSubject is ConsentSubject, AgreementWorld {
    function _verb() internal pure override returns (Verb) {
        return Verb.Split;
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
        subject = _splittable(1);
        _transfer(_accepted(subject), principal);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedAmendments.split(Typed.hash(subject), principal, _halves(subject));
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Receivable memory r = subject;
        vm.prank(sender);
        ledger.split(r, _halves(r), consent);
    }

    function _announce(address by) internal override {
        Receivable[] memory parts = _partsOf(subject, _halves(subject));
        bytes32[] memory commitments = new bytes32[](2);
        (commitments[0], commitments[1]) = (Typed.hash(parts[0]), Typed.hash(parts[1]));
        uint96[] memory amounts = _halves(subject);
        bytes32 id = Typed.idOf(subject.header);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableSplit(id, by, amounts, commitments);
    }

    function _check() internal view override {
        _true(_state(subject).status == Status.Split, "split");
        _eq(token.balanceOf(principal), 3, "tokens");
    }
}

contract SplitByMandateTest is SplitSubject, MandateBehaviour {}

contract SplitBySignatureTest is SplitSubject, SignatureBehaviour, NoRootBehaviour {}

contract SplitReplayTest is SplitSubject, ReplayBehaviour {}

contract SplitWordsTest is AgreementWorld {
    function test_a_signature_covers_the_amounts_and_their_order() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (400_000, 600_000);
        bytes memory message = TypedAmendments.split(Typed.hash(r), supplier.addr, amounts);
        Consent[] memory consent = _signed(supplier, message, 1);
        (amounts[0], amounts[1]) = (600_000, 400_000);
        message = TypedAmendments.split(Typed.hash(r), supplier.addr, amounts);
        vm.expectRevert(_badSignature(supplier.addr, message, consent[0]));
        ledger.split(r, amounts, consent);
        amounts = new uint96[](3);
        (amounts[0], amounts[1], amounts[2]) = (400_000, 600_000, 0);
        message = TypedAmendments.split(Typed.hash(r), supplier.addr, amounts);
        vm.expectRevert(_badSignature(supplier.addr, message, consent[0]));
        ledger.split(r, amounts, consent);
    }

    function test_what_the_seller_signed_splits_nothing_for_who_bought_it() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        _giveMandate(supplier.addr, agent.addr, Verb.Split);
        _giveMandate(factor.addr, agent.addr, Verb.Split);
        Consent[] memory ofAgent = _signed(agent, TypedAmendments.split(Typed.hash(r), supplier.addr, _halves(r)), 1);
        Consent[] memory ofSeller = _signed(
            supplier,
            TypedAmendments.split(Typed.hash(r), supplier.addr, _halves(r)),
            1
        );
        _transfer(id, factor.addr);
        vm.expectRevert(_unauthorised(factor.addr, supplier.addr, Verb.Split));
        ledger.split(r, _halves(r), ofSeller);
        bytes memory message = TypedAmendments.split(Typed.hash(r), factor.addr, _halves(r));
        vm.expectRevert(_badSignature(agent.addr, message, ofAgent[0]));
        ledger.split(r, _halves(r), ofAgent);
    }
}
