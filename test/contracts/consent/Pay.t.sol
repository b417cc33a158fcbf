// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenTerms, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {ReplayBehaviour} from "../support/ReplayBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {Typed} from "../support/Typed.sol";

/// @notice Whoever pays signs for its own money; there is no party that somebody else could pay for.
abstract contract PaySubject is ConsentSubject {
    uint256 internal constant CASH = 5_000;

    function _verb() internal pure override returns (Verb) {
        return Verb.Pay;
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
        _accepted(subject);
        _fund(principal);
    }

    function _message() internal view override returns (bytes memory) {
        return Typed.payment(Typed.hash(subject), CASH);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Receivable memory r = subject;
        (bytes32 id, OpenTerms memory opened) = (Typed.idOf(r.header), _openTerms(r));
        vm.prank(sender);
        ledger.pay(id, opened, CASH, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivablePaid(Typed.idOf(subject.header), by, supplier.addr, CASH, 0, 0, 0, false);
    }

    function _check() internal view override {
        _eq(_state(subject).settled, CASH, "settled");
        _eq(coin.balanceOf(supplier.addr), CASH, "received");
    }
}

contract PayReplayTest is PaySubject, ReplayBehaviour {}

contract PayBySignatureTest is PaySubject, NoRootBehaviour {
    function test_anyone_carries_a_signed_payment_and_the_signer_pays() public {
        Party memory payer = _prepared();
        vm.expectEmit(address(ledger));
        emit ILedger.NonceSpent(payer.addr, NONCE);
        _succeeds(relayer.addr, _one(_signedBy(payer)), payer.addr);
        _eq(coin.balanceOf(payer.addr), 1e15 - CASH, "given");
        _true(lens.isSpent(payer.addr, NONCE), "nonce");
    }

    function test_a_signed_payment_is_recorded_once() public {
        Party memory payer = _prepared();
        Consent[] memory consent = _one(_signedBy(payer));
        _succeeds(relayer.addr, consent, payer.addr);
        _fails(relayer.addr, consent, _nonceSpent());
    }

    function test_the_payer_may_call_without_a_signature() public {
        Party memory payer = _prepared();
        _succeeds(payer.addr, _none(), payer.addr);
    }

    function test_more_than_was_signed_is_not_taken() public {
        Party memory payer = _prepared();
        Consent memory c = _signedBy(payer);
        Receivable memory r = subject;
        bytes32 structHash = Typed.single(Typed.payment(Typed.hash(r), CASH + 1), NONCE, c.deadline);
        vm.expectRevert(_invalid(payer.addr, structHash));
        ledger.pay(Typed.idOf(r.header), _openTerms(r), CASH + 1, _one(c));
    }

    function test_less_than_was_signed_is_not_taken_either() public {
        Party memory payer = _prepared();
        Consent memory c = _signedBy(payer);
        Receivable memory r = subject;
        bytes32 structHash = Typed.single(Typed.payment(Typed.hash(r), CASH - 1), NONCE, c.deadline);
        vm.expectRevert(_invalid(payer.addr, structHash));
        ledger.pay(Typed.idOf(r.header), _openTerms(r), CASH - 1, _one(c));
    }

    function test_a_signed_payment_pays_no_other_receivable() public {
        Party memory payer = _prepared();
        Consent memory c = _signedBy(payer);
        Receivable memory other = _make(2);
        _accepted(other);
        bytes32 structHash = Typed.single(Typed.payment(Typed.hash(other), CASH), NONCE, c.deadline);
        vm.expectRevert(_invalid(payer.addr, structHash));
        ledger.pay(Typed.idOf(other.header), _openTerms(other), CASH, _one(c));
    }

    function test_the_signature_of_somebody_else_does_not_move_the_payers_money() public {
        Party memory payer = _prepared();
        Consent memory c = _signed(payer.addr, stranger.key, _message(), NONCE, clock + 1 days);
        _fails(stranger.addr, _one(c), _invalid(c));
    }

    function test_not_even_an_agent_with_every_mandate_pays_with_the_payers_money() public {
        Party memory payer = _prepared();
        vm.prank(payer.addr);
        directory.giveMandate(agent.addr, _mandate(ALL_VERBS, UNCAPPED, address(0)));
        Consent memory c = _signed(payer.addr, agent.key, _message(), NONCE, clock + 1 days);
        _fails(agent.addr, _one(c), _invalid(c));
    }

    function test_two_consents_are_refused() public {
        Party memory payer = _prepared();
        Consent[] memory two = new Consent[](2);
        (two[0], two[1]) = (_signedBy(payer), _signedBy(payer));
        _fails(relayer.addr, two, abi.encodeWithSelector(ILedger.ConsentsTooMany.selector, 2));
    }

    function test_a_signed_payment_counts_until_its_deadline_and_not_after() public {
        Party memory payer = _prepared();
        Consent memory c = _signed(payer.addr, payer.key, _message(), NONCE, clock - 1);
        _fails(relayer.addr, _one(c), abi.encodeWithSelector(ILedger.ConsentExpired.selector, payer.addr, clock - 1));
        c = _signed(payer.addr, payer.key, _message(), NONCE, clock);
        _succeeds(relayer.addr, _one(c), payer.addr);
    }

    function test_a_spent_nonce_voids_a_signed_payment() public {
        Party memory payer = _prepared();
        vm.prank(payer.addr);
        ledger.spendNonce(NONCE);
        _fails(relayer.addr, _one(_signedBy(payer)), _nonceSpent());
    }
}
