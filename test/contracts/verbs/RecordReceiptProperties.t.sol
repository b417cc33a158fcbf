// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Receipt, Receivable, RecordedReceipt, Terms} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";

/// @notice What holds for every receipt, and the worked examples to the cent, in whatever order they are recorded.
contract RecordReceiptPropertiesTest is ReceiptWorld {
    // -------------------------------------------------------------------------------------------------------- vectors

    /// @dev The flat-rate shadow of V6, all of it recorded long afterwards.
    function test_V6_interest_first_by_value_dates() public {
        Receivable memory r = _make(1, _lateTerms());
        _accepted(r);
        _warpTo(AUGUST_20_2026 + 100);
        _record(r, _receipt(1, 400_000, JUNE_14_2026));
        _true(_state(r).chargesSettled == 8_342 && _due(r, JUNE_14_2026).open == 608_342, "6,083.42 is open");
        _eq(_due(r, AUGUST_20_2026).charges + 8_342, 19_677, "interest in all");
        _record(r, _receipt(2, _due(r, AUGUST_20_2026).payoff, AUGUST_20_2026));
        _true(_state(r).closed && _state(r).chargesSettled == 19_677, "closed");
    }

    /// @dev The flat-rate shadow of V7.
    function test_V7_principal_first_by_value_dates_in_either_order() public {
        for (uint256 i; i < 2; ++i) {
            Terms memory t = _lateTerms();
            t.allocation = 1;
            Receivable memory r = _make(i, t);
            _warp(START);
            _accepted(r);
            _warpTo(AUGUST_20_2026 + 100);
            Receipt memory early = _receipt(1, 400_000, JUNE_14_2026);
            Receipt memory late = _receipt(2, 600_000, AUGUST_20_2026);
            _record(r, i == 0 ? early : late);
            _record(r, i == 0 ? late : early);
            _true(_due(r, AUGUST_20_2026).open == 0 && _state(r).chargesSettled == 0, "principal");
            _eq(_due(r, AUGUST_20_2026).charges, 19_521, "interest in all");
        }
    }

    function test_V24_costs_and_interest_before_principal() public {
        Terms memory t = _lateTerms();
        (t.lateRate, t.fixedSum) = (438_000, 4_000);
        Receivable memory r = _make(1, t);
        _accepted(r);
        _warpTo(AUGUST_20_2026);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 500_000, MAY_15_2026 + 10));
        _true(recorded.charges == 16_000 && recorded.principal == 484_000, "40, 120, 4,840");
        _eq(_due(r, MAY_15_2026 + 10).open, 516_000, "5,160 is left");
    }

    function test_V27_4900_in_time_settles_5000_whenever_it_is_recorded() public {
        Terms memory t = _plainTerms();
        (t.discountDay1, t.discount1, t.discountOnParts) = (uint32(TODAY + 10), 20_000, true);
        Receivable memory r = _make(1, t);
        _accepted(r);
        _warp(START + 300 days);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 490_000, TODAY + 10));
        _eq(recorded.principal, 500_000, "settled");
        recorded = _record(r, _receipt(2, 490_000, TODAY + 11));
        _eq(recorded.principal, 490_000, "a day later it earns nothing");
    }

    function test_a_receipt_of_an_earlier_day_recorded_later_is_allocated_on_what_is_recorded() public {
        Receivable memory r = _make(1, _lateTerms());
        _accepted(r);
        _warpTo(AUGUST_20_2026);
        // Recorded first, the later one pays the interest of 97 days on everything (V5).
        RecordedReceipt memory late = _record(r, _receipt(1, 500_000, AUGUST_20_2026));
        _true(late.charges == 26_974 && late.principal == 473_026, "later");
        // Of the earlier day no charges are due any more: 97 days of 4,730.26 and 30 of the rest were less.
        RecordedReceipt memory early = _record(r, _receipt(2, 400_000, JUNE_14_2026));
        _true(early.charges == 0 && early.principal == 400_000, "earlier");
        _eq(_state(r).lateDays, uint256(473_026) * 97 + 400_000 * 30, "late days");
    }

    // ----------------------------------------------------------------------------------------------------- properties

    function testFuzz_recorded_then_reversed_is_as_never_recorded_whatever_came_between(
        uint256 seed,
        uint96 cash,
        uint16 day,
        uint256[4] memory acts
    ) public {
        Receivable memory r = _fuzzed(seed);
        _accepted(r);
        _warp(START + 150 days);
        _try(r, acts[0], 10);
        if (_state(r).closed) return;
        Receipt memory receipt = _payable(r, 1, cash, day);
        if (receipt.cash == 0) return;
        ReceivableView memory before = _state(r);
        RecordedReceipt memory recorded = _record(r, receipt);
        ReceivableView memory afterwards = _state(r);
        for (uint256 i = 1; i < 4; ++i) _try(r, acts[i], 10 + i);
        ReceivableView memory between = _state(r);
        _reverseAs(supplier.addr, r, recorded);
        ReceivableView memory end = _state(r);
        _eq(end.settled, before.settled + between.settled - afterwards.settled, "settled");
        _eq(end.lateDays, before.lateDays + between.lateDays - afterwards.lateDays, "late days");
        _eq(end.chargesSettled, before.chargesSettled + between.chargesSettled - afterwards.chargesSettled, "charges");
        _true(end.credited == between.credited && end.carry == between.carry, "credited, carry");
        _true(
            end.closed == (_quote(r).open + _quote(r).charges == 0) &&
                end.status == between.status &&
                end.holder == between.holder,
            "the rest"
        );
    }

    function testFuzz_a_receipt_of_the_payoff_closes(uint256 seed, uint96 cash, uint16 first, uint16 second) public {
        Receivable memory r = _fuzzed(seed);
        _accepted(r);
        _warp(START + 150 days);
        Receipt memory part = _payable(r, 1, cash, first);
        if (part.cash != 0) _record(r, part);
        if (_state(r).closed) return;
        uint256 day = _bound(second, TODAY, TODAY + 150);
        uint256 payoff = _due(r, day).payoff;
        if (payoff == 0) return;
        _record(r, _receipt(2, payoff, day));
        _true(_state(r).closed && _due(r, day).payoff == 0, "closed");
        _eq(_state(r).settled, AMOUNT, "settled");
    }

    function testFuzz_less_than_the_payoff_does_not_close(uint256 seed, uint96 cash, uint16 day) public {
        Receivable memory r = _fuzzed(seed);
        // On parts a part may settle by its discount what it does not pay.
        r.terms.discountOnParts = false;
        _accepted(r);
        _warp(START + 150 days);
        uint256 payoff = _due(r, _bound(day, TODAY, TODAY + 150)).payoff;
        Receipt memory receipt = _receipt(1, _bound(cash, 1, payoff - 1), _bound(day, TODAY, TODAY + 150));
        _record(r, receipt);
        _true(!_state(r).closed && _due(r, receipt.valueDay).payoff != 0, "open");
    }

    function testFuzz_principal_first_no_order_of_recording_matters(
        uint96[3] memory cash,
        uint16[3] memory days_,
        uint8 order,
        uint32 rate,
        uint16 grace
    ) public {
        Terms memory t = _plainTerms();
        (t.allocation, t.lateRate, t.fixedSum) = (1, uint32(_bound(rate, 0, 1_000_000)), 4_000);
        t.graceDays = uint16(_bound(grace, 0, 30));
        Receivable[2] memory both = [_make(1, t), _make(2, t)];
        Receipt[3] memory receipts;
        for (uint256 i; i < 3; ++i) {
            receipts[i] = _receipt(i, _bound(cash[i], 1, AMOUNT / 3), _bound(days_[i], TODAY, TODAY + 150));
        }
        _accepted(both[0]);
        _accepted(both[1]);
        _warp(START + 150 days);
        uint256 turn = order;
        uint256[3] memory other = [turn % 3, (turn + 1) % 3, (turn + 2) % 3];
        if (turn & 128 != 0) (other[0], other[1]) = (other[1], other[0]);
        for (uint256 i; i < 3; ++i) {
            _record(both[0], receipts[i]);
            _record(both[1], receipts[other[i]]);
        }
        _eq(keccak256(abi.encode(_position(both[0]))), keccak256(abi.encode(_position(both[1]))), "position");
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    /// @dev Terms with and without discounts, on parts or not, charges or principal first, for small and large rates.
    function _fuzzed(uint256 seed) private view returns (Receivable memory r) {
        Terms memory t = _terms();
        if (seed & 1 == 1) (t.discountDay1, t.discount1, t.discountDay2, t.discount2) = (0, 0, 0, 0);
        else t.discount1 = uint96(10_001 + ((seed >> 8) % 900_000));
        t.discountOnParts = seed & 3 == 2;
        t.allocation = uint8((seed >> 2) & 1);
        t.lateRate = uint32((seed >> 32) % 1_000_001);
        t.fixedSum = uint96((seed >> 64) % 100_000);
        t.basis = seed & 8 == 0 ? 360 : 365;
        t.graceDays = uint16((seed >> 96) % 20);
        return _make(1, t);
    }

    /// @dev A receipt of at least one and at most the payoff of a day around the due day; of nought where none is due.
    function _payable(
        Receivable memory r,
        uint256 number,
        uint256 cash,
        uint256 day
    ) private view returns (Receipt memory) {
        day = _bound(day, TODAY, TODAY + 150);
        uint256 payoff = _due(r, day).payoff;
        return _receipt(number, payoff == 0 ? 0 : _bound(cash, 1, payoff), day);
    }

    /// @dev One act of several kinds, if it is possible.
    function _try(Receivable memory r, uint256 act, uint256 number) private {
        if (_state(r).closed) return;
        uint256 size = (act >> 8) % 700_000;
        if (act % 5 == 0 && _quote(r).payoff != 0) _pay(r, buyer.addr, size + 1);
        if (act % 5 == 1 && _quote(r).open != 0) _creditAs(supplier.addr, r, _bound(size, 1, _quote(r).open));
        if (act % 5 == 2 && _quote(r).charges != 0) _waiveAs(supplier.addr, r, _bound(size, 1, _quote(r).charges));
        if (act % 5 == 3) {
            Receipt memory receipt = _payable(r, number, size, TODAY + ((act >> 64) % 151));
            if (receipt.cash != 0) _record(r, receipt);
        }
        if (act % 5 == 4 && _quote(r).open > _state(r).disputed) _disputeAll(r, 1);
    }
}
