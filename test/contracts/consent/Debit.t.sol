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

/// @notice Holder and buyer consent to a debit; what one of them consents is tried, the other has signed.
abstract contract DebitSubject is ConsentSubject, AgreementWorld {
    uint96 internal constant DEBITED = 1_234;

    function _verb() internal pure override returns (Verb) {
        return Verb.Debit;
    }

    function _opensTerms() internal pure override returns (bool) {
        return true;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    /// @dev What was debited is open as its next revision.
    function _replayError() internal view override returns (bytes memory) {
        return _mismatch(subject);
    }

    /// @dev An agent's cap covers the face as it will be.
    function _unraised() internal view returns (Receivable memory r) {
        r = _make(1);
        r.terms.amount = AMOUNT - DEBITED;
    }

    function _message() internal view override returns (bytes memory) {
        return TypedAmendments.debit(Typed.hash(subject), principal, DEBITED, REASON);
    }

    /// @dev The other party's signature, good for one call.
    function _of(Party memory party) internal view returns (Consent[] memory) {
        return _signed(party, TypedAmendments.debit(Typed.hash(subject), party.addr, DEBITED, REASON), NONCE + 1);
    }

    function _raised() internal view returns (Receivable memory next) {
        next = _next(subject);
        next.terms.amount = AMOUNT;
    }

    function _expectDebited(address by, address buyerBy) internal {
        (bytes32 id, bytes32 commitment) = (_id(subject), Typed.hash(_raised()));
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableDebited(id, by, buyerBy, DEBITED, REASON, 0, commitment);
    }

    function _check() internal view override {
        _eq(_quote(_raised()).open, AMOUNT, "open");
    }
}

abstract contract DebitByHolderSubject is DebitSubject {
    function _prepare() internal override {
        subject = _unraised();
        _transfer(_accepted(subject), principal);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Receivable memory r = subject;
        Consent[] memory ofBuyer = _of(buyer);
        vm.prank(sender);
        ledger.debit(r, DEBITED, REASON, consent, ofBuyer);
    }

    function _announce(address by) internal override {
        _expectDebited(by, buyer.addr);
    }
}

abstract contract DebitByBuyerSubject is DebitSubject {
    function _prepare() internal override {
        subject = _unraised();
        subject.header.buyer = principal;
        _transfer(_accepted(subject), factor.addr);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Receivable memory r = subject;
        Consent[] memory ofHolder = _of(factor);
        vm.prank(sender);
        ledger.debit(r, DEBITED, REASON, ofHolder, consent);
    }

    function _announce(address by) internal override {
        _expectDebited(factor.addr, by);
    }
}

contract DebitByHolderByMandateTest is DebitByHolderSubject, MandateBehaviour {}

contract DebitByHolderBySignatureTest is DebitByHolderSubject, SignatureBehaviour, NoRootBehaviour {}

contract DebitByHolderReplayTest is DebitByHolderSubject, ReplayBehaviour {}

contract DebitByBuyerByMandateTest is DebitByBuyerSubject, MandateBehaviour {}

contract DebitByBuyerBySignatureTest is DebitByBuyerSubject, SignatureBehaviour, NoRootBehaviour {}

contract DebitByBuyerReplayTest is DebitByBuyerSubject, ReplayBehaviour {}

/// @notice Nobody's consent may be missing, and nobody's counts for another.
contract DebitByBothTest is AgreementWorld {
    uint256 private constant BY = 500;

    function test_neither_consent_may_be_missing() public {
        Receivable memory r = _sold();
        (Consent[] memory ofHolder, Consent[] memory ofBuyer) = (_of(factor, factor, 1), _of(buyer, buyer, 1));
        vm.expectRevert(_unauthorised(factor.addr, relayer.addr, Verb.Debit));
        vm.prank(relayer.addr);
        ledger.debit(r, BY, REASON, _none(), ofBuyer);
        vm.expectRevert(_unauthorised(buyer.addr, relayer.addr, Verb.Debit));
        vm.prank(relayer.addr);
        ledger.debit(r, BY, REASON, ofHolder, _none());
        vm.prank(relayer.addr);
        ledger.debit(r, BY, REASON, ofHolder, ofBuyer);
        Receivable memory next = _next(r);
        next.terms.amount += uint96(BY);
        _eq(_quote(next).open, AMOUNT + BY, "open");
    }

    function test_one_partys_consent_is_not_the_others() public {
        Receivable memory r = _sold();
        (Consent[] memory ofHolder, Consent[] memory ofBuyer) = (_of(factor, factor, 1), _of(buyer, buyer, 1));
        vm.expectRevert(_unauthorised(factor.addr, buyer.addr, Verb.Debit));
        ledger.debit(r, BY, REASON, ofBuyer, ofHolder);
        vm.expectRevert(_unauthorised(buyer.addr, factor.addr, Verb.Debit));
        ledger.debit(r, BY, REASON, ofHolder, ofHolder);
        vm.expectRevert(_unauthorised(factor.addr, buyer.addr, Verb.Debit));
        ledger.debit(r, BY, REASON, ofBuyer, ofBuyer);
    }

    function test_an_agent_of_both_signs_for_each_on_its_own() public {
        Receivable memory r = _sold();
        _giveMandate(factor.addr, agent.addr, Verb.Debit);
        _giveMandate(buyer.addr, agent.addr, Verb.Debit);
        (Consent[] memory first, Consent[] memory second) = (_of(agent, factor, 1), _of(agent, buyer, 2));
        vm.expectRevert(_badSignature(agent.addr, _message(r, factor.addr), second[0]));
        ledger.debit(r, BY, REASON, second, first);
        vm.expectRevert(_badSignature(agent.addr, _message(r, buyer.addr), first[0]));
        ledger.debit(r, BY, REASON, _of(agent, factor, 3), first);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, agent.addr, 1));
        ledger.debit(r, BY, REASON, first, _of(agent, buyer, 1));
        ledger.debit(r, BY, REASON, first, second);
    }

    function test_amount_and_reason_are_those_that_were_signed() public {
        Receivable memory r = _sold();
        (Consent[] memory ofHolder, Consent[] memory ofBuyer) = (_of(factor, factor, 1), _of(buyer, buyer, 1));
        bytes memory message = TypedAmendments.debit(Typed.hash(r), factor.addr, BY + 1, REASON);
        vm.expectRevert(_badSignature(factor.addr, message, ofHolder[0]));
        ledger.debit(r, BY + 1, REASON, ofHolder, ofBuyer);
        message = TypedAmendments.debit(Typed.hash(r), factor.addr, BY, EVIDENCE);
        vm.expectRevert(_badSignature(factor.addr, message, ofHolder[0]));
        ledger.debit(r, BY, EVIDENCE, ofHolder, ofBuyer);
    }

    function test_what_the_seller_signed_binds_not_who_bought_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Consent[] memory ofSeller = _of(supplier, supplier, 1);
        _transfer(id, factor.addr);
        Consent[] memory ofBuyer = _of(buyer, buyer, 1);
        vm.expectRevert(_unauthorised(factor.addr, supplier.addr, Verb.Debit));
        ledger.debit(r, BY, REASON, ofSeller, ofBuyer);
    }

    function test_the_cap_of_an_agent_covers_the_face_as_it_will_be() public {
        Receivable memory r = _sold();
        Consent[] memory ofHolder = _of(factor, factor, 1);
        vm.prank(buyer.addr);
        directory.giveMandate(agent.addr, _mandate(1 << uint8(Verb.Debit), AMOUNT + uint96(BY) - 1, address(coin)));
        vm.expectRevert(_unauthorised(buyer.addr, agent.addr, Verb.Debit));
        vm.prank(agent.addr);
        ledger.debit(r, BY, REASON, ofHolder, _none());
        uint256[3] memory tooMuch = [uint256(MOST) + 1, 2 ** 96, MAX];
        for (uint256 i; i < 3; ++i) {
            bytes memory message = TypedAmendments.debit(Typed.hash(r), factor.addr, tooMuch[i], REASON);
            Consent[] memory ofMuch = _signed(factor, message, 10 + i);
            vm.expectRevert(_unauthorised(buyer.addr, agent.addr, Verb.Debit));
            vm.prank(agent.addr);
            ledger.debit(r, tooMuch[i], REASON, ofMuch, _none());
        }
        vm.prank(buyer.addr);
        directory.giveMandate(agent.addr, _mandate(1 << uint8(Verb.Debit), AMOUNT + uint96(BY), address(coin)));
        vm.prank(agent.addr);
        ledger.debit(r, BY, REASON, ofHolder, _none());
    }

    function _sold() private returns (Receivable memory r) {
        r = _make(1);
        _transfer(_accepted(r), factor.addr);
    }

    function _message(Receivable memory r, address party) private pure returns (bytes memory) {
        return TypedAmendments.debit(Typed.hash(r), party, BY, REASON);
    }

    function _of(Party memory signer, Party memory party, uint256 nonce) private view returns (Consent[] memory) {
        return _signed(signer, _message(_make(1), party.addr), nonce);
    }
}
