// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {Typed} from "../support/Typed.sol";

contract WaiveTest is ReceiptWorld {
    /// @dev V5 and 40.00, after 97 days.
    uint256 private constant CHARGES = 30_974;

    // -------------------------------------------------------------------------------------------------------- waiving

    function test_charges_are_let_go_and_principal_stays() public {
        (Receivable memory r, bytes32 id) = _late(1);
        uint256 word = _word(id, LEDGER);
        _announce(id, supplier.addr, 974, false);
        _waiveAs(supplier.addr, r, 974);
        ReceivableView memory s = _state(r);
        _true(s.chargesSettled == 974 && s.settled == 0 && s.lateDays == 0 && !s.closed, "state");
        _true(_quote(r).charges == CHARGES - 974 && _quote(r).open == AMOUNT, "due");
        _true(_word(id, LEDGER) == word && _word(id, DETAIL) == 974 << 112, "words");
        _eq(_tokenWord(id), (1 << 254) | uint160(supplier.addr), "token word");
        _eq(coin.balanceOf(supplier.addr), 0, "cash");
    }

    function test_waivers_add_up() public {
        (Receivable memory r, ) = _late(1);
        _waiveAs(supplier.addr, r, 1);
        _waiveAs(supplier.addr, r, CHARGES - 1);
        _true(_state(r).chargesSettled == CHARGES && _quote(r).charges == 0, "waived");
        _eq(_quote(r).payoff, AMOUNT, "payoff");
    }

    function test_interest_goes_on_after_a_waiver() public {
        (Receivable memory r, ) = _late(1);
        _waiveAs(supplier.addr, r, CHARGES);
        _warp(START + 128 days);
        // 98 days are 272.52, of which 269.74 were waived.
        _eq(_quote(r).charges, 27_252 - 26_974, "a day's");
    }

    function test_a_waiver_of_the_last_charges_closes() public {
        (Receivable memory r, bytes32 id) = _principalPaid();
        _announce(id, supplier.addr, CHARGES - 1, false);
        _waiveAs(supplier.addr, r, CHARGES - 1);
        _announce(id, supplier.addr, 1, true);
        _waiveAs(supplier.addr, r, 1);
        _true(_state(r).closed && _quote(r).payoff == 0, "closed");
        _eq(_tokenWord(id) >> 252, 12, "closed, with a detail word");
        vm.expectRevert(_closedError(id));
        _pay(r, buyer.addr, MAX);
    }

    function test_a_waiver_of_all_charges_does_not_close_while_principal_is_open() public {
        (Receivable memory r, bytes32 id) = _late(1);
        _announce(id, supplier.addr, CHARGES, false);
        _waiveAs(supplier.addr, r, CHARGES);
        _eq(_pay(r, buyer.addr, MAX), AMOUNT, "cash");
    }

    function test_charges_from_before_the_acceptance_are_waived_after_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _warp(START + 127 days);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Issued, Verb.Waive));
        _waiveAs(supplier.addr, r, CHARGES);
        _accept(r);
        _waiveAs(supplier.addr, r, CHARGES);
        _eq(_quote(r).payoff, AMOUNT, "payoff");
    }

    function test_nothing_waived_keeps_a_claim_from_being_cancelled() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _warp(START + 127 days);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Issued, Verb.Waive));
        _waiveAs(supplier.addr, r, 1);
        _cancelAs(supplier.addr, r);
        _true(_state(r).status == Status.Cancelled, "cancelled");
    }

    function test_late_days_and_carry_stay() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 10);
        _warp(START + 127 days);
        _pay(r, buyer.addr, 100_000);
        ReceivableView memory s = _state(r);
        _warp(START + 128 days);
        _waiveAs(supplier.addr, r, 5);
        _true(s.carry != 0 && s.lateDays != 0, "both");
        _eq(_word(id, DETAIL), (s.carry << 208) | ((s.chargesSettled + 5) << 112) | s.lateDays, "detail");
    }

    function test_what_was_paid_and_waived_is_not_due_again() public {
        (Receivable memory r, ) = _late(1);
        _pay(r, buyer.addr, 30_000);
        _waiveAs(supplier.addr, r, 974);
        _eq(_pay(r, buyer.addr, MAX), AMOUNT, "cash");
        _true(_state(r).closed && _state(r).chargesSettled == CHARGES, "closed");
    }

    // ------------------------------------------------------------------------------------------------------- refusing

    function test_an_amount_is_from_one_to_the_charges_due() public {
        (Receivable memory r, bytes32 id) = _late(1);
        _outOfRange(r, id, 0, CHARGES);
        _outOfRange(r, id, CHARGES + 1, CHARGES);
        _outOfRange(r, id, MAX, CHARGES);
        _pay(r, buyer.addr, 30_000);
        _outOfRange(r, id, 975, 974);
        _waiveAs(supplier.addr, r, 974);
        _outOfRange(r, id, 1, 0);
    }

    function test_in_time_and_within_grace_there_is_nothing_to_waive() public {
        Receivable memory r = _make(1);
        r.terms.graceDays = 5;
        bytes32 id = _accepted(r);
        _outOfRange(r, id, 1, 0);
        _warp(START + 30 days);
        _outOfRange(r, id, 1, 0);
        _warp(START + 35 days);
        _outOfRange(r, id, 1, 0);
        _warp(START + 36 days);
        // 10,000.00 x 10.15 % x 6 / 365, and 40.00.
        _outOfRange(r, id, 5_669, 5_668);
        _waiveAs(supplier.addr, r, 5_668);
    }

    function test_principal_is_never_waived() public {
        Receivable memory r = _make(1, _plainTerms());
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        _outOfRange(r, id, 1, 0);
    }

    function test_what_is_closed_is_not_waived() public {
        (Receivable memory r, bytes32 id) = _late(1);
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_closedError(id));
        _waiveAs(supplier.addr, r, 0);
    }

    function test_charges_of_what_is_accepted_are_waived_and_of_nothing_else() public {
        for (uint256 s = 1; s <= uint256(Status.Split); ++s) {
            _warp(START);
            Receivable memory r = _make(s, _plainTerms());
            r.terms.lateRate = 100_000;
            (Status status, bytes32 id) = (Status(s), _bring(r, Status(s)));
            _warp(START + 127 days);
            if (status != Status.Accepted) {
                vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, status, Verb.Waive));
            }
            _waiveAs(supplier.addr, r, 1);
            _true(_state(r).status == status, "status");
        }
    }

    function test_only_the_terms_that_were_agreed_are_opened() public {
        (Receivable memory r, bytes32 id) = _late(1);
        r.terms.lateRate *= 2;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        _waiveAs(supplier.addr, r, 1);
    }

    function test_a_holder_that_bought_it_waives_and_nobody_else() public {
        (Receivable memory r, bytes32 id) = _late(1);
        _transfer(id, factor.addr);
        address[3] memory others = [supplier.addr, buyer.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, factor.addr, others[i], Verb.Waive));
            _waiveAs(others[i], r, 1);
        }
        _announce(id, factor.addr, 1, false);
        _waiveAs(factor.addr, r, 1);
    }

    // ------------------------------------------------------------------------------------------------------ interplay

    function test_a_dispute_and_a_write_off_stand_in_no_way() public {
        (Receivable memory r, bytes32 id) = _late(1);
        _disputeAll(r, AMOUNT);
        _writeOffAs(supplier.addr, r);
        uint256 word = _word(id, LEDGER);
        _waiveAs(supplier.addr, r, CHARGES);
        _true(_word(id, LEDGER) == word && _state(r).disputed == AMOUNT, "stand");
    }

    function test_charges_of_a_part_are_waived() public {
        Receivable memory r = _make(1, _plainTerms());
        r.terms.lateRate = 100_000;
        _bring(r, Status.Split);
        Receivable memory part = _part(r, 0, 400_000);
        _warp(START + 127 days);
        // 4,000.00 x 10 % x 97 / 365.
        _outOfRange(part, Typed.idOf(part.header), 10_631, 10_630);
        _waiveAs(supplier.addr, part, 10_630);
        _eq(_quote(part).payoff, 400_000, "payoff");
    }

    function test_a_currency_of_no_chain_has_charges_too() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(978);
        _accepted(r);
        _warp(START + 127 days);
        _waiveAs(supplier.addr, r, CHARGES);
        _eq(_quote(r).charges, 0, "charges");
    }

    function testFuzz_waived_and_paid_charges_are_those_that_were_due(uint256 waived, uint16 days_) public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + _bound(days_, 31, 3_000) * 1 days);
        uint256 due = _quote(r).charges;
        waived = _bound(waived, 1, due);
        _waiveAs(supplier.addr, r, waived);
        _eq(_pay(r, buyer.addr, MAX), AMOUNT + due - waived, "cash");
        _true(_state(r).chargesSettled == due && _state(r).closed, "closed");
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _late(uint256 number) private returns (Receivable memory r, bytes32 id) {
        r = _make(number);
        id = _accepted(r);
        _warp(START + 127 days);
    }

    function _principalPaid() private returns (Receivable memory r, bytes32 id) {
        r = _make(1);
        r.terms.allocation = 1;
        id = _accepted(r);
        _warp(START + 127 days);
        _pay(r, buyer.addr, AMOUNT);
    }

    function _outOfRange(Receivable memory r, bytes32 id, uint256 amount, uint256 limit) private {
        vm.expectRevert(_amountOutOfRange(id, amount, limit));
        _waiveAs(supplier.addr, r, amount);
    }

    function _announce(bytes32 id, address by, uint256 amount, bool closed) private {
        vm.expectEmit(address(ledger));
        emit ILedger.ChargesWaived(id, by, amount, REASON, closed);
    }
}
