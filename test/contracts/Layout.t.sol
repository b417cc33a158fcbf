// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReceivableView} from "../../contracts/interfaces/ILens.sol";
import {Slots} from "../../contracts/libraries/Slots.sol";
import {ACCEPTANCE_TEXT, ACCEPTANCE_TEXT_HASH} from "../../contracts/types/AcceptanceText.sol";
import {Receipt, Receivable, RecordedReceipt, Status} from "../../contracts/types/Types.sol";
import {Currency} from "./mocks/Currencies.sol";
import {LibraryHarness} from "./mocks/LibraryHarness.sol";
import {MessageTypes} from "./support/MessageTypes.sol";
import {ReceiptWorld} from "./support/ReceiptWorld.sol";
import {Typed} from "./support/Typed.sol";
import {TypedReceipts} from "./support/TypedReceipts.sol";
import {World} from "./support/World.sol";

/// @notice Where the words lie and what their bits mean, found by acting through the verbs and reading raw storage; and
/// the hashes that are written out, recomputed from what they are hashes of.
contract LayoutTest is World {
    uint256 private constant SETTLED_SHIFT = 160;
    uint256 private constant GUARDED = 1 << 252;
    uint256 private constant DISCOUNTED = 1 << 253;
    uint256 private constant DETAIL = 1 << 254;
    uint256 private constant CLOSED = 1 << 255;
    uint256 private constant TOKEN_SEED = 0x7d8825530a5a2e7a;

    LibraryHarness private libraries;

    function setUp() public override {
        super.setUp();
        libraries = LibraryHarness(_deploy("LibraryHarness", ""));
    }

    // ---------------------------------------------------------------------------------------------------------- slots

    function test_the_slots_of_the_mappings_are_those_of_the_specification() public pure {
        _true(Slots.NONCES == 2 && Slots.REVOKED == 3 && Slots.LEDGER == 4 && Slots.DETAIL == 5, "first");
        _true(Slots.DISPUTED == 6 && Slots.CREDITED == 7 && Slots.RECEIPTS == 8 && Slots.KEPT == 9, "second");
        _eq(Slots.TRANSFEREE, 10, "last");
    }

    function test_the_first_two_slots_stay_unused() public {
        _accepted(_make(1));
        _true(_load(bytes32(0)) == 0 && _load(bytes32(uint256(1))) == 0, "slots 0 and 1");
    }

    function test_the_ledger_word_holds_the_commitment_and_the_status() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        uint256 commitment = uint256(Typed.hash(r)) >> 16;
        _eq(_of(id, Slots.LEDGER), (commitment << 16) | 1, "issued");
        _accept(r);
        _eq(_of(id, Slots.LEDGER), (commitment << 16) | 4, "accepted");
    }

    function test_the_ledger_word_marks_disputes_and_credits() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        uint256 word = _of(id, Slots.LEDGER);
        vm.prank(buyer.addr);
        ledger.dispute(r, 77, 1, EVIDENCE, _none());
        _eq(_of(id, Slots.LEDGER), word | (1 << 5), "disputed");
        _eq(_of(id, Slots.DISPUTED), 77, "disputed amount");
        _credit(r, 88);
        _eq(_of(id, Slots.LEDGER), word | (1 << 5) | (1 << 8), "credited");
        _eq(_of(id, Slots.CREDITED), 88, "credited amount");
    }

    function test_the_token_word_holds_holder_settled_principal_and_flags() public {
        Receivable memory r = _make(1);
        r.header.policy = 1;
        bytes32 id = _accepted(r);
        uint256 holder = uint160(supplier.addr);
        _eq(_token(id), GUARDED | holder, "issued");
        _pay(r, buyer.addr, 123);
        _eq(_token(id), GUARDED | (uint256(123) << SETTLED_SHIFT) | holder, "in part");
        _pay(r, buyer.addr, MAX);
        _eq(_token(id), CLOSED | DISCOUNTED | GUARDED | (uint256(AMOUNT) << SETTLED_SHIFT) | holder, "closed");
    }

    function test_the_largest_amount_leaves_the_flags_of_the_token_word_alone() public {
        Receivable memory r = _make(1, _plainTerms());
        r.terms.amount = 2 ** 92 - 1;
        bytes32 id = _accepted(r);
        coin.mint(buyer.addr, 2 ** 92);
        _pay(r, buyer.addr, 2 ** 92 - 2);
        _eq(_token(id), (uint256(2 ** 92 - 2) << SETTLED_SHIFT) | uint160(supplier.addr), "in part");
        _pay(r, buyer.addr, 1);
        _eq(_token(id), CLOSED | (uint256(2 ** 92 - 1) << SETTLED_SHIFT) | uint160(supplier.addr), "closed");
    }

    function test_the_detail_word_holds_late_days_charges_and_carry() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 10);
        uint256 carry = _state(r).carry;
        _true(carry != 0, "carry");
        _eq(_of(id, Slots.DETAIL), carry << 208, "carry");
        _true(_token(id) & DETAIL != 0, "flag");
        _warp(START + 127 days);
        _pay(r, buyer.addr, 100_000);
        ReceivableView memory s = _state(r);
        _true(s.lateDays != 0 && s.chargesSettled != 0, "late");
        _eq(_of(id, Slots.DETAIL), (carry << 208) | (s.chargesSettled << 112) | s.lateDays, "all three");
    }

    function test_what_is_paid_in_time_writes_no_third_word() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 10);
        _pay(r, buyer.addr, MAX);
        _eq(_of(id, Slots.DETAIL), 0, "detail");
        _eq(_token(id) & DETAIL, 0, "flag");
    }

    function test_kept_cash_lies_under_holder_currency_and_id() public {
        Currency odd = new Currency();
        odd.mint(buyer.addr, AMOUNT);
        vm.prank(buyer.addr);
        odd.approve(address(ledger), MAX);
        Receivable memory r = _make(1);
        r.terms.currency = address(odd);
        bytes32 id = _accepted(r);
        odd.setBlocked(supplier.addr, true);
        _pay(r, buyer.addr, 55);
        bytes32 slot = keccak256(abi.encode(supplier.addr, Slots.KEPT));
        slot = keccak256(abi.encode(id, keccak256(abi.encode(address(odd), slot))));
        _eq(_load(slot), 55, "kept");
        _eq(lens.keptFor(supplier.addr, address(odd), id), 55, "as the lens tells it");
    }

    function test_spent_nonces_and_revoked_roots_lie_under_their_signer() public {
        vm.prank(buyer.addr);
        ledger.spendNonce(0x1234);
        bytes32 slot = keccak256(abi.encode(uint256(0x12), keccak256(abi.encode(buyer.addr, Slots.NONCES))));
        _eq(_load(slot), 1 << 0x34, "nonce");
        vm.prank(buyer.addr);
        ledger.revoke(REASON);
        slot = keccak256(abi.encode(REASON, keccak256(abi.encode(buyer.addr, Slots.REVOKED))));
        _eq(_load(slot), 1, "root");
    }

    function test_the_token_slot_is_that_of_the_ERC_721(bytes32 id) public view {
        bytes memory seeded = abi.encodePacked(bytes28(id), uint32(TOKEN_SEED >> 32));
        uint256 slot;
        unchecked {
            slot = 2 * uint256(id) + uint256(keccak256(seeded));
        }
        _eq(libraries.tokenSlot(id), bytes32(slot), "slot");
    }

    function test_the_token_word_is_what_the_ERC_721_reads_its_owner_from() public {
        bytes32 id = _issue(_make(1));
        bytes32 slot = libraries.tokenSlot(id);
        uint256 word = _load(slot);
        vm.store(address(ledger), slot, bytes32(((word >> 160) << 160) | uint160(stranger.addr)));
        _eq(token.ownerOf(uint256(id)), stranger.addr, "owner");
    }

    // --------------------------------------------------------------------------------------------------------- hashes

    function test_the_type_hashes_are_those_of_the_types() public view {
        bytes32[24] memory written = libraries.typeHashes();
        bytes32[24] memory computed;
        (computed[0], computed[1]) = (keccak256(bytes(Typed.HEADER)), keccak256(bytes(Typed.TERMS)));
        computed[2] = Typed.receivableType();
        bytes32[19] memory single = MessageTypes.all();
        for (uint256 i; i < single.length; ++i) computed[3 + i] = single[i];
        computed[22] = keccak256(bytes(Typed.ISSUANCE_ROOT));
        computed[23] = keccak256(bytes(Typed.ACCEPTANCE_ROOT));
        for (uint256 i; i < written.length; ++i) {
            _eq(written[i], computed[i], vm.toString(i));
            for (uint256 j; j < i; ++j) {
                _true(written[i] != written[j], "types differ");
            }
        }
    }

    function test_permit2_is_told_the_types_that_a_payment_is_signed_with() public view {
        string memory types = string.concat(
            Typed.HEADER,
            Typed.PAYMENT,
            Typed.RECEIVABLE,
            Typed.TERMS,
            TypedReceipts.TOKEN_PERMISSIONS
        );
        vm.assertEq(libraries.permit2Witness(), string.concat("Payment witness)", types), "witness");
    }

    function test_the_hash_of_the_acceptance_text_is_its_hash() public pure {
        _eq(ACCEPTANCE_TEXT_HASH, keccak256(bytes(ACCEPTANCE_TEXT)), "hash");
    }

    function test_a_commitment_is_the_EIP_712_hash_whatever_is_opened(Receivable memory r) public view {
        (bytes32 whole, bytes32 byHeader, bytes32 byTerms, bytes32 id) = libraries.commitments(
            r,
            _openHeader(r),
            _openTerms(r)
        );
        _eq(whole, Typed.hash(r), "whole");
        _eq(byHeader, whole, "by header");
        _eq(byTerms, whole, "by terms");
        _eq(id, Typed.idOf(r.header), "id");
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _load(bytes32 slot) private view returns (uint256) {
        return uint256(vm.load(address(ledger), slot));
    }

    function _of(bytes32 id, uint256 slot) private view returns (uint256) {
        return _load(keccak256(abi.encode(id, slot)));
    }

    function _token(bytes32 id) private view returns (uint256) {
        return _load(libraries.tokenSlot(id));
    }
}

/// @notice The words of money outside the chain, of write-offs, of parts and of consented transfers.
contract LayoutOfReceiptsTest is ReceiptWorld {
    function test_the_ledger_word_counts_advices_and_marks_write_offs() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        uint256 word = _word(id, 4);
        for (uint256 i = 1; i < 4; ++i) {
            _adviseAs(buyer.addr, r, _receipt(i, 5, TODAY));
            _eq(_word(id, 4), word + (i << 9), "advices");
        }
        _writeOffAs(supplier.addr, r);
        _eq(_word(id, 4), word + (3 << 9) + (1 << 7), "written off");
        _eq(lens.stateOf(id).advices, 3, "as the lens tells it");
    }

    function test_the_most_advices_touch_neither_flags_nor_commitment() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _writeOffAs(supplier.addr, r);
        _disputeAll(r, 1);
        _creditAs(supplier.addr, r, 1);
        for (uint256 i; i < 63; ++i) _adviseAs(buyer.addr, r, _receipt(i, 5, TODAY));
        uint256 flags = (63 << 9) | (1 << 8) | (1 << 7) | (1 << 5) | 4;
        _eq(_word(id, 4), ((uint256(Typed.hash(r)) >> 16) << 16) | flags, "all that a buyer and a holder may set");
        vm.prank(supplier.addr);
        ledger.listen(id);
        flags |= 1 << 6;
        _eq(_word(id, 4), ((uint256(Typed.hash(r)) >> 16) << 16) | flags, "all bits but those of a part and a lock");
    }

    function test_the_ledger_word_marks_a_lock_and_who_listens_and_the_token_word_either() public {
        for (uint8 policy; policy < 3; ++policy) {
            Receivable memory r = _make(policy);
            r.header.policy = policy;
            bytes32 id = _accepted(r);
            uint256 lock = policy == 0 ? 0 : 1 << 15;
            _eq(_word(id, 4) & 0xffff, lock | 4, "locked");
            _eq(_tokenWord(id) >> 252, policy == 0 ? 0 : 1, "guarded");
            vm.prank(supplier.addr);
            ledger.listen(id);
            _eq(_word(id, 4) & 0xffff, lock | (1 << 6) | 4, "locked and listening");
            _eq(_tokenWord(id) >> 252, 1, "guarded");
            _true(lens.stateOf(id).listening && lens.stateOf(id).locked == (policy != 0), "as the lens tells it");
        }
    }

    function test_the_ledger_word_marks_a_part() public {
        Receivable memory r = _make(1, _plainTerms());
        bytes32 id = _bring(r, Status.Split);
        _eq(_word(id, 4) & 0xffff, 6, "the whole is split");
        Receivable memory part = _part(r, 1, 600_000);
        uint256 commitment = uint256(Typed.hash(part)) >> 16;
        _eq(_word(Typed.idOf(part.header), 4), (commitment << 16) | (1 << 4) | 4, "a part");
    }

    function test_a_receipt_word_is_a_hash_and_what_it_is() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        bytes32 slot = keccak256(abi.encode(keccak256(abi.encode(id, _ref(1))), uint256(8)));
        Receipt memory advice = _receipt(1, 5, TODAY);
        _adviseAs(buyer.addr, r, advice);
        _eq(vm.load(address(ledger), slot), _kind(keccak256(abi.encode(_ref(1), 5, TODAY)), 1), "advised");
        RecordedReceipt memory recorded = _record(r, advice);
        bytes32 hash = keccak256(abi.encode(_ref(1), supplier.addr, recorded.principal, recorded.discount, 0, 0));
        _eq(vm.load(address(ledger), slot), _kind(hash, 2), "recorded");
        _reverseAs(supplier.addr, r, recorded);
        _eq(vm.load(address(ledger), slot), bytes32(uint256(3)), "reversed");
    }

    function test_the_next_holder_lies_in_the_last_mapping() public {
        Receivable memory r = _make(1);
        r.header.policy = 1;
        bytes32 id = _accepted(r);
        vm.prank(buyer.addr);
        ledger.consentTransfer(_openHeader(r), _unopened(), factor.addr, _none());
        _eq(_word(id, 10), uint160(factor.addr), "consented");
        _eq(lens.stateOf(id).transferee, factor.addr, "as the lens tells it");
        _transfer(id, factor.addr);
        _eq(_word(id, 10), 0, "used up");
    }

    function _kind(bytes32 hash, uint8 kind) private pure returns (bytes32) {
        return bytes32(abi.encodePacked(bytes31(hash), kind));
    }
}
