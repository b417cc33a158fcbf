// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

contract CreditTest is World {
    function test_a_credit_settles_principal_without_cash() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _announce(r, supplier.addr, 100_000, false);
        _credit(r, 100_000);
        ReceivableView memory s = _state(r);
        _true(s.settled == 100_000 && s.credited == 100_000, "settled");
        _eq(s.lateDays + s.chargesSettled + s.carry + s.disputed, 0, "nothing else");
        _true(s.status == Status.Accepted && !s.closed && s.holder == supplier.addr, "the rest stands");
        _eq(coin.balanceOf(supplier.addr), 0, "cash");
    }

    function test_credits_add_up() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _credit(r, 100_000);
        _pay(r, buyer.addr, 200_000);
        _credit(r, 50_000);
        _true(_state(r).settled == 350_000 && _state(r).credited == 150_000, "state");
        _eq(_quote(r).open, 650_000, "open");
    }

    function test_what_was_credited_earns_no_discount() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _credit(r, 100_000);
        // 2 % of 9,000.00.
        _eq(_quote(r).discount, 18_000, "discount");
        _eq(_pay(r, buyer.addr, MAX), 882_000, "cash");
    }

    function test_what_was_credited_bears_no_interest() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        _credit(r, 500_000);
        _eq(_state(r).lateDays, 0, "late days");
        // Half of V5, and the fixed sum.
        _eq(_quote(r).charges, 13_487 + 4_000, "charges");
    }

    function test_a_credit_of_all_that_is_open_closes() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _announce(r, supplier.addr, AMOUNT, true);
        _credit(r, AMOUNT);
        _true(_state(r).closed, "closed");
        _eq(_quote(r).payoff, 0, "payoff");
    }

    function test_a_credit_of_all_that_is_late_and_unpaid_closes_without_charges() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        _announce(r, supplier.addr, AMOUNT, true);
        _credit(r, AMOUNT);
        _eq(_quote(r).payoff, 0, "payoff");
    }

    function test_a_credit_of_all_that_is_open_does_not_close_while_charges_are_due() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        _accepted(r);
        _warp(START + 127 days);
        _pay(r, buyer.addr, 400_000);
        _announce(r, supplier.addr, 600_000, false);
        _credit(r, 600_000);
        // Interest of 4,000.00 for 97 days, and 40.00.
        _eq(_quote(r).payoff, 10_790 + 4_000, "payoff");
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "closed");
    }

    function test_an_issued_receivable_may_be_credited() public {
        Receivable memory r = _make(1);
        _issue(r);
        _credit(r, 1);
        _true(_state(r).credited == 1 && _state(r).status == Status.Issued, "credited");
    }

    function test_a_holder_that_bought_it_credits_and_its_seller_does_not() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _transfer(id, factor.addr);
        vm.expectRevert(
            abi.encodeWithSelector(ILedger.NotAuthorised.selector, factor.addr, supplier.addr, Verb.Credit)
        );
        _creditAs(supplier.addr, r, 1);
        _announce(r, factor.addr, 1, false);
        _creditAs(factor.addr, r, 1);
    }

    function test_a_buyer_credits_nothing_to_itself() public {
        Receivable memory r = _make(1);
        _accepted(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, supplier.addr, buyer.addr, Verb.Credit));
        _creditAs(buyer.addr, r, 1);
    }

    function test_no_more_than_is_open_is_credited() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _outOfRange(r, id, AMOUNT + 1, AMOUNT);
        _outOfRange(r, id, 0, AMOUNT);
        _outOfRange(r, id, MAX, AMOUNT);
        _pay(r, buyer.addr, 900_000);
        _outOfRange(r, id, 100_001, 100_000);
        _credit(r, 100_000);
    }

    function test_where_only_charges_are_due_there_is_nothing_to_credit() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        _pay(r, buyer.addr, AMOUNT);
        _outOfRange(r, id, 1, 0);
    }

    function test_what_is_closed_is_not_credited() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyClosed.selector, id));
        _creditAs(supplier.addr, r, 1);
    }

    function test_only_the_terms_that_were_agreed_are_credited() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        r.terms.amount *= 2;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        _creditAs(supplier.addr, r, 1);
    }

    function test_a_credit_needs_no_money_on_the_chain() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(978);
        _accepted(r);
        _credit(r, AMOUNT);
        _true(_state(r).closed, "closed");
    }

    function _outOfRange(Receivable memory r, bytes32 id, uint256 amount, uint256 limit) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.AmountOutOfRange.selector, id, amount, limit));
        _creditAs(supplier.addr, r, amount);
    }

    function _announce(Receivable memory r, address by, uint256 amount, bool closed) private {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableCredited(Typed.idOf(r.header), by, amount, REASON, closed);
    }
}
