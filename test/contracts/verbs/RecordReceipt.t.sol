// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Outcome, Receipt, ReceiptStatus, Receivable, RecordedReceipt} from "../../../contracts/types/Types.sol";
import {Status, Terms, Verb} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {Typed} from "../support/Typed.sol";

contract RecordReceiptTest is ReceiptWorld {
    // ------------------------------------------------------------------------------------------------------ recording

    function test_a_receipt_settles_principal_and_moves_no_cash() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        uint256 word = _word(id, LEDGER);
        _announce(r, _receipt(1, 300_000, TODAY), 300_000, 0, 0, 0, false, false);
        _recordAs(supplier.addr, r, _receipt(1, 300_000, TODAY));
        ReceivableView memory s = _state(r);
        _true(s.settled == 300_000 && s.credited == 0 && !s.closed, "settled");
        _eq(s.lateDays + s.chargesSettled + s.carry + s.disputed, 0, "nothing else");
        _true(s.status == Status.Accepted && s.holder == supplier.addr, "the rest stands");
        _eq(_word(id, LEDGER), word, "ledger word");
        _eq(_word(id, DETAIL), 0, "no third word");
        _eq(coin.balanceOf(supplier.addr), 0, "cash");
        _true(lens.receiptStatusOf(id, _ref(1)) == ReceiptStatus.Recorded, "recorded");
        RecordedReceipt memory recorded = RecordedReceipt(_ref(1), supplier.addr, 300_000, 0, 0, 0);
        _eq(_receiptWord(id, _ref(1)), _tagged(keccak256(abi.encode(recorded)), 2), "receipt");
    }

    function test_a_receipt_of_the_payoff_closes_with_the_discount_of_its_value_date() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        _announce(r, _receipt(1, 980_000, TODAY + 10), AMOUNT, 20_000, 0, 0, false, true);
        _recordAs(supplier.addr, r, _receipt(1, 980_000, TODAY + 10));
        ReceivableView memory s = _state(r);
        _true(s.closed && s.settled == AMOUNT && s.lateDays == 0 && s.chargesSettled == 0, "settled in time");
    }

    function test_a_day_later_the_second_tier_counts() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        vm.expectRevert(_amountOutOfRange(id, 990_001, 990_000));
        _recordAs(supplier.addr, r, _receipt(1, 990_001, TODAY + 11));
        _announce(r, _receipt(1, 990_000, TODAY + 11), AMOUNT, 10_000, 0, 0, false, true);
        _recordAs(supplier.addr, r, _receipt(1, 990_000, TODAY + 11));
    }

    function test_a_late_value_date_costs_interest_and_the_fixed_sum() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 200 days);
        // V5 and 40.00, on the value date and not on the day of recording.
        _announce(r, _receipt(1, 1_030_974, TODAY + 127), AMOUNT, 0, 30_974, uint256(AMOUNT) * 97, false, true);
        _recordAs(supplier.addr, r, _receipt(1, 1_030_974, TODAY + 127));
        _eq(_word(id, DETAIL), (uint256(30_974) << 112) | (uint256(AMOUNT) * 97), "detail");
        _eq(_tokenWord(id) >> 252, 12, "closed, with a detail word");
    }

    function test_charges_come_first() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        _announce(r, _receipt(1, 1, TODAY + 127), 0, 0, 1, 0, false, false);
        _recordAs(supplier.addr, r, _receipt(1, 1, TODAY + 127));
        _announce(r, _receipt(2, 100_000, TODAY + 127), 69_027, 0, 30_973, 69_027 * 97, false, false);
        _recordAs(supplier.addr, r, _receipt(2, 100_000, TODAY + 127));
    }

    function test_where_it_is_agreed_principal_comes_first() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        _accepted(r);
        _warp(START + 127 days);
        _announce(r, _receipt(1, AMOUNT, TODAY + 127), AMOUNT, 0, 0, uint256(AMOUNT) * 97, false, false);
        _recordAs(supplier.addr, r, _receipt(1, AMOUNT, TODAY + 127));
        _announce(r, _receipt(2, 30_974, TODAY), 0, 0, 30_974, 0, false, true);
        _recordAs(supplier.addr, r, _receipt(2, 30_974, TODAY));
    }

    function test_on_parts_the_rest_of_a_unit_is_carried() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        bytes32 id = _accepted(r);
        _announce(r, _receipt(1, 10, TODAY), 10, 0, 0, 0, false, false);
        vm.expectEmit(address(ledger));
        emit ILedger.DiscountCarried(id, (uint256(10) * 20_000 * 2 ** 48 + AMOUNT - 1) / AMOUNT);
        _recordAs(supplier.addr, r, _receipt(1, 10, TODAY));
        _true(_state(r).carry != 0, "carry");
        _eq(_word(id, DETAIL), _state(r).carry << 208, "detail");
    }

    function test_a_receipt_answers_the_advice_whatever_that_said() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        uint256 word = _word(id, LEDGER);
        _adviseAs(buyer.addr, r, _receipt(1, 500, TODAY));
        _announce(r, _receipt(1, 400, TODAY - 3), 400, 0, 0, 0, true, false);
        _recordAs(supplier.addr, r, _receipt(1, 400, TODAY - 3));
        _eq(_word(id, LEDGER), word, "no advice waits");
        RecordedReceipt memory recorded = RecordedReceipt(_ref(1), supplier.addr, 400, 0, 0, 0);
        _eq(_receiptWord(id, _ref(1)), _tagged(keccak256(abi.encode(recorded)), 2), "receipt");
    }

    function test_a_receipt_under_another_reference_leaves_the_advice_waiting() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _adviseAs(buyer.addr, r, _receipt(1, 500, TODAY));
        _announce(r, _receipt(2, 500, TODAY), 500, 0, 0, 0, false, false);
        _recordAs(supplier.addr, r, _receipt(2, 500, TODAY));
        _eq(_advices(id), 1, "waits");
    }

    function test_what_somebody_paid_by_bank_before_it_was_accepted_is_recorded() public {
        Receivable memory r = _make(1);
        _issue(r);
        _recordAs(supplier.addr, r, _receipt(1, 980_000, TODAY));
        _true(_state(r).closed && _state(r).status == Status.Issued, "closed");
        _accept(r);
        _true(_state(r).closed && _state(r).status == Status.Accepted, "and accepted");
    }

    function test_money_of_no_chain_is_settled_by_receipts_alone() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(978);
        _accepted(r);
        _recordAs(supplier.addr, r, _receipt(1, 980_000, TODAY));
        _true(_state(r).closed, "closed");
    }

    // ------------------------------------------------------------------------------------------------------- refusing

    function test_the_same_bank_reference_counts_once() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 1, TODAY));
        vm.expectRevert(_knownError(id, 1));
        _recordAs(supplier.addr, r, _receipt(1, 2, TODAY - 1));
        _reverseAs(supplier.addr, r, recorded);
        vm.expectRevert(_knownError(id, 1));
        _recordAs(supplier.addr, r, _receipt(1, 1, TODAY));
        _eq(_state(r).settled, 0, "settled");
    }

    function test_for_another_receivable_the_same_reference_counts_too() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        _accepted(a);
        _accepted(b);
        _recordAs(supplier.addr, a, _receipt(1, 1, TODAY));
        _recordAs(supplier.addr, b, _receipt(1, 2, TODAY));
        _true(_state(a).settled == 1 && _state(b).settled == 2, "settled");
    }

    function test_the_original_creditor_records_nothing_after_the_sale() public {
        Receivable memory r = _make(1);
        _transfer(_accepted(r), factor.addr);
        _refused(r, factor.addr, supplier.addr);
        _refused(r, factor.addr, buyer.addr);
        _refused(r, factor.addr, stranger.addr);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptRecorded(
            Typed.idOf(r.header),
            factor.addr,
            _ref(1),
            factor.addr,
            uint32(TODAY),
            1,
            0,
            0,
            0,
            false,
            false
        );
        _recordAs(factor.addr, r, _receipt(1, 1, TODAY));
    }

    function test_only_the_terms_that_were_agreed_are_settled() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        r.terms.discount1 += 1;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        _recordAs(supplier.addr, r, _receipt(1, 1, TODAY));
    }

    function test_issued_queried_and_accepted_take_receipts_and_nothing_else() public {
        for (uint256 s = 1; s <= uint256(Status.Split); ++s) {
            Receivable memory r = _make(s, _plainTerms());
            (Status status, bytes32 id) = (Status(s), _bring(r, Status(s)));
            bool allowed = status == Status.Issued || status == Status.Queried || status == Status.Accepted;
            if (!allowed) {
                vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, status, Verb.RecordReceipt));
            }
            _recordAs(supplier.addr, r, _receipt(1, 1, TODAY));
            _true(_state(r).settled == (allowed ? 1 : 0) && _state(r).status == status, "state");
        }
    }

    function test_what_is_closed_takes_no_receipt() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_closedError(id));
        _recordAs(supplier.addr, r, _receipt(1, 1, TODAY));
    }

    function test_what_a_receipt_closed_is_not_paid_again() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _recordAs(supplier.addr, r, _receipt(1, 980_000, TODAY));
        vm.expectRevert(_closedError(id));
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_closedError(id));
        _creditAs(supplier.addr, r, 1);
    }

    function test_refusals_come_in_their_order() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _recordAs(supplier.addr, r, _receipt(1, 980_000, TODAY));
        // Known before closed, closed before the value date, the value date before the amount.
        vm.expectRevert(_knownError(id, 1));
        _recordAs(supplier.addr, r, _receipt(1, 0, TODAY + 1));
        vm.expectRevert(_closedError(id));
        _recordAs(supplier.addr, r, _receipt(2, 0, TODAY + 1));
        r = _make(2);
        id = _accepted(r);
        vm.expectRevert(_valueDayError(id, TODAY + 1, TODAY));
        _recordAs(supplier.addr, r, _receipt(2, 0, TODAY + 1));
    }

    function test_a_value_date_is_today_at_the_latest_and_may_lie_long_ago() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        vm.expectRevert(_valueDayError(id, TODAY + 1, TODAY));
        _recordAs(supplier.addr, r, _receipt(1, 1, TODAY + 1));
        _recordAs(supplier.addr, r, _receipt(1, 1, TODAY));
        _recordAs(supplier.addr, r, _receipt(2, 1, 0));
        _warp((TODAY + 1) * 1 days - 1 hours);
        _recordAs(supplier.addr, r, _receipt(3, 1, TODAY + 1));
        _eq(_state(r).settled, 3, "settled");
    }

    function test_an_amount_is_from_one_to_the_payoff_of_the_value_date() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        uint256[4] memory days_ = [TODAY, TODAY + 20, TODAY + 30, TODAY + 127];
        uint256[4] memory payoffs = [uint256(980_000), 990_000, 1_000_000, 1_030_974];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(_amountOutOfRange(id, 0, payoffs[i]));
            _recordAs(supplier.addr, r, _receipt(1, 0, days_[i]));
            vm.expectRevert(_amountOutOfRange(id, payoffs[i] + 1, payoffs[i]));
            _recordAs(supplier.addr, r, _receipt(1, payoffs[i] + 1, days_[i]));
            vm.expectRevert(_amountOutOfRange(id, type(uint96).max, payoffs[i]));
            _recordAs(supplier.addr, r, _receipt(1, type(uint96).max, days_[i]));
        }
        _recordAs(supplier.addr, r, _receipt(1, 1, TODAY));
    }

    function test_a_discount_of_everything_leaves_nothing_to_receive() public {
        Terms memory t = _plainTerms();
        (t.discountDay1, t.discount1) = (t.dueDay, t.amount);
        Receivable memory r = _make(1, t);
        bytes32 id = _accepted(r);
        vm.expectRevert(_amountOutOfRange(id, 1, 0));
        _recordAs(supplier.addr, r, _receipt(1, 1, TODAY));
    }

    function test_the_largest_amount_is_received() public {
        Receivable memory r = _make(1, _plainTerms());
        r.terms.amount = 2 ** 92 - 1;
        bytes32 id = _accepted(r);
        vm.expectRevert(_amountOutOfRange(id, 2 ** 92, 2 ** 92 - 1));
        _recordAs(supplier.addr, r, _receipt(1, 2 ** 92, TODAY));
        _recordAs(supplier.addr, r, _receipt(1, 2 ** 92 - 1, TODAY));
        _eq(_tokenWord(id), (1 << 255) | (uint256(2 ** 92 - 1) << 160) | uint160(supplier.addr), "token word");
    }

    // ------------------------------------------------------------------------------------------------------ interplay

    function test_receipts_payments_credits_and_waivers_add_up() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        _waiveAs(supplier.addr, r, 10_974);
        _recordAs(supplier.addr, r, _receipt(1, 120_000, TODAY + 127));
        _pay(r, buyer.addr, 200_000);
        _creditAs(supplier.addr, r, 700_000);
        ReceivableView memory s = _state(r);
        _true(s.settled == AMOUNT && s.credited == 700_000, "principal");
        _eq(s.chargesSettled, 30_974, "charges");
        _eq(s.lateDays, uint256(300_000) * 97, "late days");
        _true(s.closed, "the credited part bears no interest");
    }

    function test_a_dispute_blocks_no_receipt_and_ends_with_what_is_open() public {
        Receivable memory r = _make(1, _plainTerms());
        bytes32 id = _accepted(r);
        _disputeAll(r, 800_000);
        _recordAs(supplier.addr, r, _receipt(1, 500_000, TODAY));
        _eq(_state(r).disputed, 800_000, "as it was recorded");
        vm.expectRevert(_amountOutOfRange(id, 500_001, 500_000));
        vm.prank(buyer.addr);
        ledger.resolve(r, 500_001, Outcome.Withdrawn, EVIDENCE, _none());
    }

    function test_what_is_written_off_takes_receipts() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _writeOffAs(supplier.addr, r);
        _recordAs(supplier.addr, r, _receipt(1, 980_000, TODAY));
        _true(_state(r).closed && _word(id, LEDGER) & WRITTEN_OFF_FLAG != 0, "closed, written off");
    }

    function test_a_part_of_a_split_takes_receipts() public {
        Receivable memory r = _make(1, _plainTerms());
        bytes32 id = _bring(r, Status.Split);
        Receivable memory part = _part(r, 0, 400_000);
        vm.expectRevert(_amountOutOfRange(Typed.idOf(part.header), 400_001, 400_000));
        _recordAs(supplier.addr, part, _receipt(1, 400_001, TODAY));
        _recordAs(supplier.addr, part, _receipt(1, 400_000, TODAY));
        _true(_state(part).closed && lens.stateOf(id).settled == 0, "the part alone");
        _recordAs(supplier.addr, _part(r, 1, 600_000), _receipt(1, 600_000, TODAY));
    }

    function test_a_locked_receivable_keeps_its_lock() public {
        Receivable memory r = _make(1);
        r.header.policy = 2;
        bytes32 id = _accepted(r);
        _recordAs(supplier.addr, r, _receipt(1, 7, TODAY));
        _eq(_tokenWord(id), (1 << 252) | (7 << 160) | uint160(supplier.addr), "token word");
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _refused(Receivable memory r, address holder, address actor) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, holder, actor, Verb.RecordReceipt));
        _recordAs(actor, r, _receipt(1, 1, TODAY));
    }

    function _announce(
        Receivable memory r,
        Receipt memory receipt,
        uint256 principal,
        uint256 discount,
        uint256 charges,
        uint256 lateDays,
        bool advised,
        bool closed
    ) private {
        (bytes32 id, address by) = (Typed.idOf(r.header), supplier.addr);
        (bytes32 bankRef, uint32 day) = (receipt.bankRef, receipt.valueDay);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptRecorded(id, by, bankRef, by, day, principal, discount, charges, lateDays, advised, closed);
    }
}
