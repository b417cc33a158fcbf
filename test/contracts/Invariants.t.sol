// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReceiptStatus, Status} from "../../contracts/types/Types.sol";
import {Currency} from "./mocks/Currencies.sol";
import {PlayListener} from "./mocks/PlayListener.sol";
import {Acts} from "./play/Acts.sol";
import {Attempts} from "./play/Attempts.sol";
import {Rehearsals} from "./play/Rehearsals.sol";
import {IToken} from "./support/World.sol";
import {Typed} from "./support/Typed.sol";

/// @notice The numbered invariants of contracts/README.md, one function each, over plays of many actors. After each act
/// they are asked of what it touched; now and then, and at the end of a play, of everything.
abstract contract Invariants is Rehearsals {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 private constant ALL_EVERY = 32;
    uint256 private constant DISPUTED_FLAG = 1 << 5;
    uint256 private constant GUARDED_BIT = 1 << 252;
    /// @dev The first half of Solady's seed.
    bytes4 private constant TOKEN_SEED = 0x7d882553;

    /// @dev What the runner calls, and nothing else.
    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(this), selectors);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(this);
    }

    function invariant_all_that_is_numbered() public {
        if (acts % ALL_EVERY == 0) return _checkAll();
        _checkLedger();
        for (uint256 i; i < touched.length; ++i) {
            _check(_see(touched[i]));
        }
    }

    /// @dev The runner calls it when a play ends.
    function afterInvariant() public {
        _checkAll();
    }

    function _checkAll() private {
        _checkLedger();
        for (uint256 i; i < ids.length; ++i) {
            _check(_see(ids[i]));
        }
        _13_a_spent_nonce_stays_spent_and_a_revoked_root_revoked();
    }

    function _check(Seen memory p) private {
        _01_principal_is_conserved(p);
        _02_settled_principal_never_exceeds_the_amount(p);
        _03_a_status_moves_only_along_the_table(p);
        _04_a_receivable_is_closed_exactly_when_nothing_is_due(p);
        _05_every_known_id_has_one_holder(p);
        _07_the_commitment_changes_only_by_an_amendment(p);
        _10_charges_settled_never_exceed_the_exact_charges(p);
        _11_late_days_are_those_of_what_was_settled(p);
        _12_the_disputed_amount_was_open_and_its_flag_tells_it(p);
        _16_a_locked_token_goes_only_where_the_buyer_consented(p);
        _20_a_receipt_counts_once_and_its_reversal_stays(p);
        _21_advices_are_counted(p);
        _22_without_what_was_recorded_stands_what_was_paid(p);
        _24_a_debtor_can_always_pay(p);
        _25_a_holder_can_always_claim(p);
        _27_a_write_off_changes_nothing_that_is_due(p);
        _29_an_act_changes_no_other_receivable(p);
        _30_waiting_never_makes_it_cheaper(p);
        _31_the_whole_is_discounted_once(p);
        _32_a_holder_that_listens_is_told_of_all_that_it_receives(p);
        _33_listening_begins_by_the_holder_and_ends_with_the_transfer(p);
    }

    function _checkLedger() private {
        _05_an_unknown_id_has_no_holder();
        _06_holders_have_what_was_issued_and_what_was_split();
        _08_the_ledger_has_what_it_keeps_and_nothing_else();
        _09_cash_paid_is_what_holders_received_or_is_kept_for_them();
        _14_nobodys_money_moves_but_the_callers_or_the_signers();
        if (faults == 0) return;
        _15_a_claim_falls_only_by_its_holder();
        _17_the_revision_rises_and_no_commitment_comes_back();
        _18_a_rejected_revision_is_never_accepted();
        _19_the_parts_of_a_split_add_up();
        _23_what_is_owed_rises_only_by_the_buyers_consent_or_a_reversal();
        _26_a_batch_is_its_singles();
        _28_a_waiver_takes_its_amount_off_the_charges();
        _unbroken(1);
        _unbroken(3);
        _unbroken(4);
        _unbroken(5);
        _unbroken(10);
        _unbroken(11);
        _unbroken(12);
        _unbroken(16);
        _unbroken(20);
        _unbroken(21);
        _unbroken(22);
        _unbroken(27);
        _unbroken(29);
    }

    // ------------------------------------------------------------------------------------------------------ invariants

    function _01_principal_is_conserved(Seen memory p) private view {
        Notes storage n = notes[p.id];
        // Sealed terms can hold more; it counts as the largest amount that the ledger has room for.
        uint256 amount = p.r.terms.amount < MAX_AMOUNT ? p.r.terms.amount : MAX_AMOUNT;
        _eq(p.q.open + n.paid + n.discounted + n.credited, amount, "invariant 01: open + paid + discounted + credited");
        _eq(p.s.credited, n.credited, "invariant 01: credited");
    }

    function _02_settled_principal_never_exceeds_the_amount(Seen memory p) private pure {
        _true(p.s.settled <= p.r.terms.amount, "invariant 02: settled");
    }

    function _03_a_status_moves_only_along_the_table(Seen memory p) private view {
        _true(p.s.status == notes[p.id].status, "invariant 03: by no other act");
    }

    function _04_a_receivable_is_closed_exactly_when_nothing_is_due(Seen memory p) private pure {
        bool nothing = p.q.open == 0 && p.q.charges == 0;
        _true(nothing || !p.s.closed, "invariant 04: nothing is due when it is closed");
        // Sealed terms of nothing begin open, since nothing that closes can be done to them.
        if (p.r.terms.amount == 0) return;
        _true(p.s.closed || !nothing, "invariant 04: it is closed when nothing is due");
    }

    function _05_every_known_id_has_one_holder(Seen memory p) private view {
        _eq(token.ownerOf(uint256(p.id)), notes[p.id].holder, "invariant 05: holder");
    }

    function _05_an_unknown_id_has_no_holder() private {
        vm.expectRevert(IToken.TokenDoesNotExist.selector);
        token.ownerOf(uint256(keccak256("unknown")));
    }

    function _06_holders_have_what_was_issued_and_what_was_split() private view {
        uint256 sum;
        for (uint256 i; i < cast.length; ++i) {
            sum += token.balanceOf(cast[i].addr);
        }
        _eq(sum, issued + parts, "invariant 06: balances");
    }

    function _07_the_commitment_changes_only_by_an_amendment(Seen memory p) private view {
        _eq(bytes32(p.s.commitment), bytes32(bytes30(notes[p.id].commitment)), "invariant 07: commitment");
        _eq(bytes32(p.s.commitment), bytes32(bytes30(Typed.hash(p.r))), "invariant 07: of what was agreed");
    }

    function _08_the_ledger_has_what_it_keeps_and_nothing_else() private view {
        for (uint256 c; c < 2; ++c) {
            Currency currency = currencies[c];
            _eq(currency.balanceOf(address(ledger)), keptSum[address(currency)], "invariant 08: balance");
        }
        _eq(address(ledger).balance, 0, "invariant 08: ether");
    }

    function _09_cash_paid_is_what_holders_received_or_is_kept_for_them() private view {
        _unbroken(9);
        _balances("invariant 09: account");
    }

    function _10_charges_settled_never_exceed_the_exact_charges(Seen memory p) private view {
        _eq(p.s.chargesSettled, notes[p.id].charges, "invariant 10: charges");
    }

    function _11_late_days_are_those_of_what_was_settled(Seen memory p) private view {
        _eq(p.s.lateDays, notes[p.id].lateDays, "invariant 11: late days");
    }

    function _12_the_disputed_amount_was_open_and_its_flag_tells_it(Seen memory p) private view {
        uint256 word = uint256(vm.load(address(ledger), keccak256(abi.encode(p.id, 4))));
        _true((word & DISPUTED_FLAG != 0) == (p.s.disputed != 0), "invariant 12: flag");
        _true(p.s.disputed <= notes[p.id].openWhenDisputed, "invariant 12: was open");
    }

    function _13_a_spent_nonce_stays_spent_and_a_revoked_root_revoked() private view {
        for (uint256 i; i < spent.length; ++i) {
            _true(lens.isSpent(spent[i].signer, spent[i].nonce), "invariant 13: spent");
        }
        for (uint256 i; i < revoked.length; ++i) {
            _true(lens.isRevoked(revoked[i].signer, bytes32(revoked[i].nonce)), "invariant 13: revoked");
        }
    }

    function _14_nobodys_money_moves_but_the_callers_or_the_signers() private view {
        _unbroken(14);
        _balances("invariant 14: account");
    }

    function _15_a_claim_falls_only_by_its_holder() private view {
        _unbroken(15);
    }

    function _16_a_locked_token_goes_only_where_the_buyer_consented(Seen memory p) private view {
        _true(p.s.locked == (p.r.header.policy % 4 != 0), "invariant 16: lock");
        _eq(p.s.transferee, notes[p.id].transferee, "invariant 16: whom the buyer lets it go to");
    }

    function _17_the_revision_rises_and_no_commitment_comes_back() private view {
        _unbroken(17);
    }

    function _18_a_rejected_revision_is_never_accepted() private view {
        _unbroken(18);
    }

    function _19_the_parts_of_a_split_add_up() private view {
        _unbroken(19);
    }

    function _20_a_receipt_counts_once_and_its_reversal_stays(Seen memory p) private view {
        Slip[] storage all = slips[p.id];
        for (uint256 i; i < all.length; ++i) {
            ReceiptStatus is_ = lens.receiptStatusOf(p.id, all[i].bankRef);
            _true(is_ == all[i].status, "invariant 20: what a reference is");
        }
    }

    function _21_advices_are_counted(Seen memory p) private view {
        uint256 count;
        Slip[] storage all = slips[p.id];
        for (uint256 i; i < all.length; ++i) {
            if (all[i].status == ReceiptStatus.Advised) count += 1;
        }
        _eq(p.s.advices, count, "invariant 21: advices");
    }

    function _22_without_what_was_recorded_stands_what_was_paid(Seen memory p) private {
        bool recorded;
        Slip[] storage all = slips[p.id];
        for (uint256 i; i < all.length; ++i) {
            recorded = recorded || all[i].status == ReceiptStatus.Recorded;
        }
        if (!recorded || p.s.status == Status.Split) return;
        try this.rehearseReversals(p.id) {
            _true(false, "invariant 22: the rehearsal gave no answer");
        } catch (bytes memory answer) {
            _eq(_rehearsed(answer, "invariant 22"), _sumsWithoutReceipts(p.id), "invariant 22: what stands");
        }
    }

    function _23_what_is_owed_rises_only_by_the_buyers_consent_or_a_reversal() private view {
        _unbroken(23);
    }

    function _24_a_debtor_can_always_pay(Seen memory p) private {
        bool due = p.q.open + p.q.charges != 0;
        if (p.s.status != Status.Accepted || p.s.closed || !due || !_isToken(p.r.terms.currency)) return;
        try this.rehearsePayment(p.id) {
            _true(false, "invariant 24: the rehearsal gave no answer");
        } catch (bytes memory answer) {
            _eq(_rehearsed(answer, "invariant 24"), "closed", "invariant 24: what is due can be paid");
        }
    }

    function _25_a_holder_can_always_claim(Seen memory p) private {
        if (!notes[p.id].keptOnce) return;
        for (uint256 i; i < cast.length; ++i) {
            address holder = cast[i].addr;
            uint256 kept = keptFor[p.id][holder];
            _eq(lens.keptFor(holder, p.r.terms.currency, p.id), kept, "invariant 25: kept");
            if (kept == 0 || _blocked(p.r, holder)) continue;
            try this.rehearseClaim(p.id, holder) {
                _true(false, "invariant 25: the rehearsal gave no answer");
            } catch (bytes memory answer) {
                _eq(uint256(_rehearsed(answer, "invariant 25")), kept, "invariant 25: claimed");
            }
        }
    }

    function _26_a_batch_is_its_singles() private view {
        _unbroken(26);
    }

    function _27_a_write_off_changes_nothing_that_is_due(Seen memory p) private view {
        _true(p.s.writtenOff == notes[p.id].writtenOff, "invariant 27: written off for good");
    }

    function _28_a_waiver_takes_its_amount_off_the_charges() private view {
        _unbroken(28);
    }

    function _29_an_act_changes_no_other_receivable(Seen memory p) private view {
        _eq(keccak256(abi.encode(p.s)), notes[p.id].state, "invariant 29: as it was left");
        _true(p.s.part == notes[p.id].part, "invariant 29: a part stays one");
    }

    function _30_waiting_never_makes_it_cheaper(Seen memory p) private view {
        if (p.s.closed) return;
        uint256 later = lens.quote(p.id, _openTerms(p.r), clock + 1 + (acts % 40) * 1 days).payoff;
        _true(later >= p.q.payoff, "invariant 30: later it costs no less");
        bool late = _today(p.r.terms) > p.r.terms.dueDay || p.s.lateDays != 0;
        _true(late || p.q.charges == 0, "invariant 30: nothing is charged before it is late");
    }

    function _31_the_whole_is_discounted_once(Seen memory p) private view {
        _unbroken(31);
        if (!_isOnWhole(p.r.terms)) return;
        bool stands = notes[p.id].discounted != 0;
        _true(p.s.discounted == stands, "invariant 31: the ledger knows whether a discount stands");
        if (stands) _eq(p.q.discount, 0, "invariant 31: none beside it");
    }

    function _32_a_holder_that_listens_is_told_of_all_that_it_receives(Seen memory p) private view {
        for (uint256 i; i < cast.length; ++i) {
            address holder = cast[i].addr;
            if (holder.code.length == 0) continue;
            uint256 told = PlayListener(holder).told(p.id, p.r.terms.currency);
            _eq(told, toldTo[p.id][holder], "invariant 32: told");
        }
    }

    function _33_listening_begins_by_the_holder_and_ends_with_the_transfer(Seen memory p) private view {
        _unbroken(33);
        _true(p.s.listening == notes[p.id].listening, "invariant 33: listening");
        uint256 seeded = uint256(keccak256(abi.encodePacked(bytes28(p.id), TOKEN_SEED)));
        uint256 slot;
        unchecked {
            slot = 2 * uint256(p.id) + seeded;
        }
        bool guarded = uint256(vm.load(address(ledger), bytes32(slot))) & GUARDED_BIT != 0;
        _true(guarded == (p.s.locked || p.s.listening), "invariant 33: a transfer looks where it must");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    /// @dev What an act was seen to break, in words that begin with the number.
    function _unbroken(uint256 number) private view {
        if (faults & (1 << number) == 0) return;
        string memory digits = vm.toString(number);
        if (number < 10) digits = string.concat("0", digits);
        _true(false, string.concat("invariant ", digits, ": ", faultOf[number]));
    }

    /// @dev Every account has exactly what the acts gave and took.
    function _balances(string memory what) private view {
        for (uint256 c; c < 2; ++c) {
            Currency currency = currencies[c];
            for (uint256 j; j < cast.length; ++j) {
                address account = cast[j].addr;
                _eq(currency.balanceOf(account), expected[address(currency)][account], what);
            }
        }
    }

    function _rehearsed(bytes memory answer, string memory number) private pure returns (bytes32) {
        _true(bytes4(answer) == Rehearsed.selector, string.concat(number, ": it fails"));
        return _resultOf(answer);
    }
}

/// @notice Every act of the play is allowed, so that none may revert.
contract InvariantsTest is Acts, Invariants {
    function setUp() public override {
        super.setUp();
        _allow();
    }
}

/// @notice The same play with anybody trying anything in between.
contract HostileInvariantsTest is Attempts, Invariants {
    function setUp() public override {
        super.setUp();
        _allow();
        _tempt();
    }
}
