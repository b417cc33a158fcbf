// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Receipt, ReceiptStatus, Receivable, RecordedReceipt, Status} from "../../../contracts/types/Types.sol";
import {Terms, Verb} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {Typed} from "../support/Typed.sol";

contract AdviseTest is ReceiptWorld {
    // ------------------------------------------------------------------------------------------------------- advising

    function test_an_advice_settles_nothing_and_waits() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        (uint256 word, uint256 before) = (_word(id, LEDGER), _tokenWord(id));
        ReceivableView memory s = _state(r);
        Receipt memory advice = _receipt(1, 300_000, TODAY - 1);
        _announce(id, advice);
        _advise(r, advice);
        _eq(_word(id, LEDGER), word + (1 << 9), "one advice waits");
        _eq(_receiptWord(id, _ref(1)), _tagged(keccak256(abi.encode(advice)), 1), "what was advised");
        s.advices = 1;
        _eq(keccak256(abi.encode(_state(r))), keccak256(abi.encode(s)), "the rest of the state");
        _true(lens.receiptStatusOf(id, _ref(1)) == ReceiptStatus.Advised, "advised");
        _eq(_tokenWord(id), before, "token word");
    }

    function test_advices_are_counted() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        for (uint256 i = 1; i < 4; ++i) {
            _advise(r, _receipt(i, AMOUNT, TODAY));
            _eq(_advices(id), i, "advices");
        }
    }

    function test_the_same_bank_reference_may_be_advised_for_two_receivables() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        (bytes32 first, bytes32 second) = (_accepted(a), _accepted(b));
        _advise(a, _receipt(1, 5, TODAY));
        _advise(b, _receipt(1, 6, TODAY));
        _true(_advices(first) == 1 && _advices(second) == 1, "one each");
    }

    function test_63_advices_wait_and_no_further_one_is_taken() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        uint256 word = _word(id, LEDGER);
        for (uint256 i; i < 63; ++i) _advise(r, _receipt(i, 1, TODAY));
        _eq(_word(id, LEDGER), word | (63 << 9), "63, and the rest of the word stands");
        vm.expectRevert(abi.encodeWithSelector(ILedger.AdvicesTooMany.selector, id));
        _advise(r, _receipt(63, 1, TODAY));
        _advise(r, _receipt(0, 0, 0));
        _advise(r, _receipt(63, 1, TODAY));
        _recordAs(supplier.addr, r, _receipt(62, 1, TODAY));
        _eq(_word(id, LEDGER), word | (62 << 9), "an answer frees a place");
    }

    // ---------------------------------------------------------------------------------------------------- taking back

    function test_an_advice_is_taken_back() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        uint256 word = _word(id, LEDGER);
        _advise(r, _receipt(1, 300_000, TODAY));
        Receipt memory none = _receipt(1, 0, 7);
        _announce(id, none);
        _advise(r, none);
        _eq(_word(id, LEDGER), word, "none waits");
        _eq(_receiptWord(id, _ref(1)), 0, "no trace");
        _true(lens.receiptStatusOf(id, _ref(1)) == ReceiptStatus.None, "unknown");
        _advise(r, _receipt(1, 299_999, TODAY));
        _eq(_advices(id), 1, "and made again");
    }

    function test_taking_back_reads_no_value_date() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _advise(r, _receipt(1, 1, TODAY));
        _advise(r, _receipt(1, 0, type(uint32).max));
    }

    function test_an_advice_may_be_taken_back_when_nothing_is_due_any_more() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _advise(r, _receipt(1, 1, TODAY));
        _pay(r, buyer.addr, MAX);
        _advise(r, _receipt(1, 0, 0));
        _eq(_advices(id), 0, "none waits");
    }

    function test_what_was_not_advised_is_not_taken_back() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        vm.expectRevert(_unknownError(id, 1));
        _advise(r, _receipt(1, 0, TODAY));
        _advise(r, _receipt(1, 1, TODAY));
        _advise(r, _receipt(1, 0, TODAY));
        vm.expectRevert(_unknownError(id, 1));
        _advise(r, _receipt(1, 0, TODAY));
    }

    function test_what_was_recorded_or_reversed_is_neither_taken_back_nor_advised() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 9, TODAY));
        vm.expectRevert(_unknownError(id, 1));
        _advise(r, _receipt(1, 0, TODAY));
        vm.expectRevert(_knownError(id, 1));
        _advise(r, _receipt(1, 9, TODAY));
        _reverseAs(supplier.addr, r, recorded);
        vm.expectRevert(_unknownError(id, 1));
        _advise(r, _receipt(1, 0, TODAY));
        vm.expectRevert(_knownError(id, 1));
        _advise(r, _receipt(1, 9, TODAY));
    }

    // ------------------------------------------------------------------------------------------------------- refusing

    function test_the_same_reference_is_not_advised_twice() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _advise(r, _receipt(1, 9, TODAY));
        vm.expectRevert(_knownError(id, 1));
        _advise(r, _receipt(1, 10, TODAY - 1));
    }

    function test_only_the_buyer_advises() public {
        Receivable memory r = _make(1);
        _transfer(_accepted(r), factor.addr);
        address[3] memory others = [supplier.addr, factor.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, buyer.addr, others[i], Verb.Advise));
            _adviseAs(others[i], r, _receipt(1, 1, TODAY));
        }
    }

    function test_only_what_was_agreed_is_advised() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        r.document = keccak256("another");
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        _advise(r, _receipt(1, 1, TODAY));
    }

    function test_issued_queried_and_accepted_are_advised_and_nothing_else() public {
        for (uint256 s = 1; s <= uint256(Status.Split); ++s) {
            Receivable memory r = _make(s, _plainTerms());
            (Status status, bytes32 id) = (Status(s), _bring(r, Status(s)));
            if (status != Status.Issued && status != Status.Queried && status != Status.Accepted) {
                vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, status, Verb.Advise));
            }
            _advise(r, _receipt(s, 1, TODAY));
            _true(_state(r).status == status, "status");
        }
    }

    function test_taking_back_needs_the_same_statuses() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _advise(r, _receipt(1, 1, TODAY));
        _reject(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Rejected, Verb.Advise));
        _advise(r, _receipt(1, 0, TODAY));
    }

    function test_what_is_closed_is_not_advised() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_closedError(id));
        _advise(r, _receipt(1, 1, TODAY));
    }

    function test_a_value_date_is_today_at_the_latest_in_the_terms_own_time_zone() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        vm.expectRevert(_valueDayError(id, TODAY + 1, TODAY));
        _advise(r, _receipt(1, 1, TODAY + 1));
        vm.expectRevert(_valueDayError(id, type(uint32).max, TODAY));
        _advise(r, _receipt(1, 1, type(uint32).max));
        // At UTC+1 the next day begins an hour before midnight UTC.
        _warp((TODAY + 1) * 1 days - 1 hours - 1);
        vm.expectRevert(_valueDayError(id, TODAY + 1, TODAY));
        _advise(r, _receipt(1, 1, TODAY + 1));
        _warp(clock + 1);
        _advise(r, _receipt(1, 1, TODAY + 1));
        _advise(r, _receipt(2, 1, 0));
    }

    function test_as_much_is_advised_as_is_open_and_no_discount_is_taken_off() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        vm.expectRevert(_amountOutOfRange(id, AMOUNT + 1, AMOUNT));
        _advise(r, _receipt(1, AMOUNT + 1, TODAY));
        vm.expectRevert(_amountOutOfRange(id, type(uint96).max, AMOUNT));
        _advise(r, _receipt(1, type(uint96).max, TODAY));
        _advise(r, _receipt(1, AMOUNT, TODAY));
    }

    function test_with_the_charges_of_the_value_date() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        // 269.74 of interest (V5) and 40.00; none before the due day.
        vm.expectRevert(_amountOutOfRange(id, AMOUNT + 30_975, AMOUNT + 30_974));
        _advise(r, _receipt(1, AMOUNT + 30_975, TODAY + 127));
        _advise(r, _receipt(1, AMOUNT + 30_974, TODAY + 127));
        vm.expectRevert(_amountOutOfRange(id, AMOUNT + 1, AMOUNT));
        _advise(r, _receipt(2, AMOUNT + 1, TODAY + 30));
    }

    function test_what_was_settled_is_not_advised_again() public {
        Receivable memory r = _make(1, _plainTerms());
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 400_000);
        _credit(r, 100_000);
        vm.expectRevert(_amountOutOfRange(id, 500_001, 500_000));
        _advise(r, _receipt(1, 500_001, TODAY));
        _advise(r, _receipt(1, 500_000, TODAY));
    }

    // ------------------------------------------------------------------------------------------------------ interplay

    function test_an_advice_is_answered_by_whoever_holds_the_claim_then() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _advise(r, _receipt(1, 5, TODAY));
        _transfer(id, factor.addr);
        _eq(_advices(id), 1, "it goes with the claim");
        _recordAs(factor.addr, r, _receipt(1, 5, TODAY));
        _eq(_advices(id), 0, "answered");
    }

    function test_what_is_disputed_is_advised_all_the_same() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _disputeAll(r, AMOUNT);
        uint256 word = _word(id, LEDGER);
        _advise(r, _receipt(1, AMOUNT, TODAY));
        _eq(_word(id, LEDGER), word + (1 << 9), "the dispute stands");
        _eq(_state(r).disputed, AMOUNT, "disputed");
    }

    function test_a_part_of_a_split_is_advised() public {
        Receivable memory r = _make(1, _plainTerms());
        _bring(r, Status.Split);
        Receivable memory part = _part(r, 1, 600_000);
        _advise(part, _receipt(1, 600_000, TODAY));
        _eq(_advices(Typed.idOf(part.header)), 1, "advices");
    }

    function test_money_in_a_currency_of_no_chain_is_advised() public {
        Terms memory t = _terms();
        t.currency = address(978);
        Receivable memory r = _make(1, t);
        bytes32 id = _accepted(r);
        _advise(r, _receipt(1, AMOUNT, TODAY));
        _eq(_advices(id), 1, "advices");
    }

    /// @dev Whatever is advised and taken back in whatever order, the count is that of what waits.
    function testFuzz_the_count_is_of_what_waits(uint8[12] memory acts) public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        uint256 word = _word(id, LEDGER);
        bool[4] memory waits;
        for (uint256 i; i < acts.length; ++i) {
            uint256 n = acts[i] % 4;
            waits[n] = !waits[n];
            _advise(r, _receipt(n, waits[n] ? 1 + uint256(acts[i]) : 0, TODAY));
        }
        uint256 count;
        for (uint256 n; n < 4; ++n) {
            if (waits[n]) ++count;
            _eq(_receiptWord(id, _ref(n)) != 0 ? 1 : 0, waits[n] ? 1 : 0, "word");
        }
        _eq(_word(id, LEDGER), word + (count << 9), "count");
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _advise(Receivable memory r, Receipt memory advice) private {
        _adviseAs(buyer.addr, r, advice);
    }

    function _announce(bytes32 id, Receipt memory a) private {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptAdvised(id, buyer.addr, a.bankRef, a.cash, a.valueDay);
    }
}
