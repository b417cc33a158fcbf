// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {IPermit2} from "../../../contracts/interfaces/IPermit2.sol";
import {ILens} from "../../../contracts/interfaces/ILens.sol";
import {IReceivables} from "../../../contracts/interfaces/IReceivables.sol";
import {Consent, OpenTerms, Permit2Consent, Receivable} from "../../../contracts/types/Types.sol";
import {PassphraseDelegate, Wallet} from "../mocks/Wallets.sol";
import {IPermit2Owner} from "../support/IPermit2Owner.sol";
import {Permit2World} from "../support/Permit2World.sol";
import {Typed} from "../support/Typed.sol";
import {TypedReceipts} from "../support/TypedReceipts.sol";
import {IToken} from "../support/World.sol";

/// @notice Whose signature pays through Permit2, for what, where, for how long and how often. The payer has a standing
/// allowance for Permit2 all along: alone it never pays.
contract PayWithPermit2ConsentTest is Permit2World {
    bytes private constant INVALID_SIGNER = abi.encodeWithSelector(IPermit2Owner.InvalidSigner.selector);
    bytes private constant INVALID_NONCE = abi.encodeWithSelector(IPermit2Owner.InvalidNonce.selector);

    Receivable private subject;

    function setUp() public override {
        super.setUp();
        subject = _make(1);
        _accepted(subject);
    }

    // ------------------------------------------------------------------------------------------------ whose signature

    function test_anyone_carries_the_signature_of_the_payer() public {
        _succeeds(_consent());
    }

    function test_the_payer_may_carry_its_own() public {
        Receivable memory r = subject;
        OpenTerms memory opened = _openTerms(r);
        Permit2Consent memory consent = _consent();
        vm.prank(buyer.addr);
        ledger.payWithPermit2(Typed.idOf(r.header), opened, MAX, consent);
        _true(_state(r).closed, "closed");
    }

    function test_a_strangers_signature_in_the_name_of_the_payer_moves_nothing() public {
        _fails(_permitted(buyer.addr, stranger.key, subject, MAX, NONCE), INVALID_SIGNER);
    }

    function test_a_standing_allowance_without_a_signature_moves_nothing() public {
        Permit2Consent memory c = _consent();
        c.signature = "";
        _fails(c, abi.encodeWithSelector(IPermit2Owner.InvalidSignatureLength.selector));
        c.signature = new bytes(65);
        _fails(c, abi.encodeWithSelector(IPermit2Owner.InvalidSignature.selector));
    }

    function test_the_signature_of_one_payer_takes_nothing_of_another() public {
        coin.mint(stranger.addr, 1e12);
        _allow(stranger.addr, address(coin));
        Permit2Consent memory c = _consent();
        c.payer = stranger.addr;
        _fails(c, INVALID_SIGNER);
        _eq(coin.balanceOf(stranger.addr), 1e12, "balance");
    }

    function test_not_even_an_agent_with_every_mandate_pays_with_the_payers_money() public {
        vm.prank(buyer.addr);
        directory.giveMandate(agent.addr, _mandate(ALL_VERBS, UNCAPPED, address(0)));
        _fails(_permitted(buyer.addr, agent.key, subject, MAX, NONCE), INVALID_SIGNER);
    }

    // ------------------------------------------------------------------------------------------------------- for what

    function test_a_signature_for_another_receivable_pays_nothing_here() public {
        Receivable memory other = _make(2);
        _accepted(other);
        _fails(_permitted(other, MAX), INVALID_SIGNER);
        Permit2Consent memory c = _consent();
        vm.expectRevert(INVALID_SIGNER);
        _payWith(other, MAX, c);
    }

    function test_a_signature_for_another_revision_pays_nothing() public {
        Receivable memory r = subject;
        r.terms.amount += 1;
        _fails(_permitted(r, MAX), INVALID_SIGNER);
    }

    function test_neither_more_nor_less_than_was_signed_is_taken() public {
        Receivable memory r = subject;
        Permit2Consent memory c = _permitted(r, 5_000);
        vm.expectRevert(INVALID_SIGNER);
        _payWith(r, 5_001, c);
        vm.expectRevert(INVALID_SIGNER);
        _payWith(r, 4_999, c);
        vm.expectRevert(INVALID_SIGNER);
        _payWith(r, MAX, c);
        _payWith(r, 5_000, c);
        _eq(coin.balanceOf(buyer.addr), 1e15 - 5_000, "given");
    }

    function test_a_transfer_without_a_witness_pays_nothing() public {
        uint256 deadline = clock + 1 days;
        bytes32 hash = TypedReceipts.permitTransfer(address(coin), MAX, address(ledger), NONCE, deadline);
        bytes memory signature = _sign(buyer.key, _permit2Digest(hash));
        _fails(Permit2Consent(buyer.addr, NONCE, deadline, signature), INVALID_SIGNER);
    }

    function test_a_payment_signed_for_the_ledger_is_none_for_permit2_and_the_other_way_round() public {
        Receivable memory r = subject;
        uint256 deadline = clock + 1 days;
        Consent memory direct = _signed(buyer.addr, buyer.key, Typed.payment(Typed.hash(r), MAX), NONCE, deadline);
        _fails(Permit2Consent(buyer.addr, NONCE, deadline, direct.signature), INVALID_SIGNER);
        direct.signature = _consent().signature;
        OpenTerms memory opened = _openTerms(r);
        bytes32 digest = _digest(_witness(r, MAX, NONCE, deadline));
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, buyer.addr, digest));
        ledger.pay(Typed.idOf(r.header), opened, MAX, _one(direct));
    }

    function test_what_was_signed_for_the_ledger_nobody_uses_at_permit2_itself() public {
        Receivable memory r = subject;
        Permit2Consent memory c = _consent();
        bytes32 witness = _witness(r, MAX, NONCE, c.deadline);
        IPermit2.PermitTransferFrom memory permit = IPermit2.PermitTransferFrom(
            IPermit2.TokenPermissions(address(coin), MAX),
            NONCE,
            c.deadline
        );
        IPermit2.SignatureTransferDetails memory to = IPermit2.SignatureTransferDetails(stranger.addr, 1);
        string memory types = string.concat(
            "Payment witness)",
            Typed.HEADER,
            Typed.PAYMENT,
            Typed.RECEIVABLE,
            Typed.TERMS,
            TypedReceipts.TOKEN_PERMISSIONS
        );
        vm.expectRevert(INVALID_SIGNER);
        vm.prank(stranger.addr);
        IPermit2(address(permit2)).permitWitnessTransferFrom(permit, to, buyer.addr, witness, types, c.signature);
        // The same bytes are good when the ledger calls.
        _succeeds(c);
    }

    // ---------------------------------------------------------------------------------------------------------- where

    function test_a_signature_for_another_ledger_pays_nothing() public {
        Permit2Consent memory c = _consent();
        ledger = IReceivables(_deployLedger(address(directory)));
        (token, lens) = (IToken(address(ledger)), ILens(_deploy("Lens", abi.encode(ledger))));
        _accepted(subject);
        _fails(c, INVALID_SIGNER);
        _succeeds(_consent());
    }

    function test_a_signature_for_another_chain_pays_nothing() public {
        Permit2Consent memory c = _consent();
        _moveToChain(5);
        _fails(c, INVALID_SIGNER);
        _succeeds(_consent());
    }

    // ---------------------------------------------------------------------------------------- for how long, how often

    function test_a_signature_counts_at_its_deadline_and_not_after() public {
        Permit2Consent memory c = _consent();
        uint256 deadline = c.deadline;
        _warp(deadline + 1);
        _fails(c, abi.encodeWithSelector(IPermit2Owner.SignatureExpired.selector, deadline));
        _warp(deadline);
        _succeeds(c);
    }

    function test_a_deadline_cannot_be_moved() public {
        Permit2Consent memory c = _consent();
        c.deadline += 1;
        _fails(c, INVALID_SIGNER);
    }

    function test_a_nonce_cannot_be_exchanged() public {
        Permit2Consent memory c = _consent();
        c.nonce += 1;
        _fails(c, INVALID_SIGNER);
    }

    function test_a_signature_pays_once() public {
        Receivable memory r = subject;
        Permit2Consent memory c = _permitted(r, 5_000);
        _payWith(r, 5_000, c);
        vm.expectRevert(INVALID_NONCE);
        _payWith(r, 5_000, c);
        _eq(_state(r).settled, 5_000, "settled");
    }

    function test_a_nonce_that_the_payer_took_back_at_permit2_pays_nothing() public {
        Permit2Consent memory c = _consent();
        vm.prank(buyer.addr);
        permit2.invalidateUnorderedNonces(0, 1 << NONCE);
        _fails(c, INVALID_NONCE);
    }

    function test_a_nonce_spent_at_the_ledger_is_another() public {
        vm.prank(buyer.addr);
        ledger.spendNonce(NONCE);
        _succeeds(_consent());
    }

    function test_nonces_of_another_word_are_others() public {
        Receivable memory r = subject;
        _payWith(r, 1, _permitted(buyer.addr, buyer.key, r, 1, NONCE));
        _payWith(r, 1, _permitted(buyer.addr, buyer.key, r, 1, NONCE + 256));
        _payWith(r, 1, _permitted(buyer.addr, buyer.key, r, 1, MAX));
        _eq(_state(r).settled, 3, "settled");
    }

    function test_who_takes_the_allowance_of_permit2_back_pays_nothing() public {
        vm.prank(buyer.addr);
        coin.approve(address(permit2), 0);
        _fails(_consent(), abi.encodeWithSignature("Error(string)", "TRANSFER_FROM_FAILED"));
    }

    // --------------------------------------------------------------------------------------------- accounts with code

    function test_the_owner_of_a_contract_account_signs_for_it() public {
        Party memory owner = _party("owner");
        Wallet wallet = new Wallet(owner.addr);
        coin.mint(address(wallet), 1e12);
        _allow(address(wallet), address(coin));
        Permit2Consent memory c = _permitted(address(wallet), owner.key, subject, MAX, NONCE);
        wallet.setOwner(stranger.addr);
        _fails(c, abi.encodeWithSelector(IPermit2Owner.InvalidContractSignature.selector));
        wallet.setOwner(owner.addr);
        _succeeds(c);
        _eq(coin.balanceOf(address(wallet)), 1e12 - CASH, "given");
    }

    /// @dev Unlike the ledger, Permit2 asks whatever code an account has, and no key then.
    function test_of_a_delegated_account_permit2_asks_the_code_alone() public {
        Permit2Consent memory c = _consent();
        vm.etch(buyer.addr, abi.encodePacked(hex"ef0100", address(new PassphraseDelegate("open sesame"))));
        _fails(c, abi.encodeWithSelector(IPermit2Owner.InvalidContractSignature.selector));
        c.signature = "open sesame";
        _succeeds(c);
    }

    function test_a_short_signature_of_EIP_2098_is_one_for_permit2() public {
        Permit2Consent memory c = _consent();
        bytes memory long = c.signature;
        (bytes32 r, bytes32 s) = (bytes32(0), bytes32(0));
        assembly ("memory-safe") {
            r := mload(add(long, 0x20))
            s := mload(add(long, 0x40))
        }
        c.signature = abi.encodePacked(r, s | bytes32(uint256(uint8(long[64]) - 27) << 255));
        _succeeds(c);
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _consent() private view returns (Permit2Consent memory) {
        return _permitted(subject, MAX);
    }

    function _succeeds(Permit2Consent memory c) private {
        Receivable memory r = subject;
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivablePaid(Typed.idOf(r.header), c.payer, supplier.addr, AMOUNT, 20_000, 0, 0, true);
        _payWith(r, MAX, c);
        _true(_state(r).closed, "closed");
    }

    function _fails(Permit2Consent memory c, bytes memory fault) private {
        Receivable memory r = subject;
        uint256 held = coin.balanceOf(c.payer);
        vm.expectRevert(fault);
        _payWith(r, MAX, c);
        _true(_state(r).settled == 0 && coin.balanceOf(c.payer) == held, "nothing moved");
    }
}
