// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {PaymentOrder, Receivable} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {CurrencyWorld} from "./CurrencyWorld.sol";

/// @notice Every way that money takes, in a currency that moves exactly what it is asked to, or says that it did not.
abstract contract CurrencyBehaviour is CurrencyWorld {
    function _newCurrency() internal virtual returns (Currency);

    function setUp() public override {
        super.setUp();
        _use(_newCurrency());
    }

    function test_a_payment_reaches_the_holder() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        _eq(_pay(r, buyer.addr, 10_000), 10_000, "part");
        _eq(_pay(r, buyer.addr, MAX), CASH - 10_000, "rest");
        _true(_held(factor.addr) == CASH && _held(buyer.addr) == PURSE - CASH, "balances");
        _true(_held(address(ledger)) == 0 && _state(r).closed, "nothing stays");
    }

    function test_many_payments_reach_their_holders() public {
        (Receivable memory a, ) = _owed(1, factor.addr);
        (Receivable memory b, ) = _owed(2, supplier.addr);
        vm.prank(buyer.addr);
        ledger.payMany(_orders(a, b));
        _true(_held(factor.addr) == CASH && _held(supplier.addr) == CASH, "balances");
    }

    function test_what_a_holder_cannot_receive_is_kept_and_claimed_once() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        vm.expectEmit(address(ledger));
        emit ILedger.CashKept(id, factor.addr, address(odd), CASH);
        _eq(_pay(r, buyer.addr, MAX), CASH, "cash");
        _true(_state(r).closed, "paid");
        _true(_held(address(ledger)) == CASH && _kept(factor.addr, id) == CASH, "kept");
        vm.expectRevert();
        ledger.claim(id, factor.addr, address(odd));
        odd.setBlocked(factor.addr, false);
        vm.expectEmit(address(ledger));
        emit ILedger.CashClaimed(id, factor.addr, address(odd), CASH);
        _eq(ledger.claim(id, factor.addr, address(odd)), CASH, "claimed");
        _true(_held(factor.addr) == CASH && _held(address(ledger)) == 0, "handed over");
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, id, factor.addr, address(odd)));
        ledger.claim(id, factor.addr, address(odd));
    }

    function test_many_payments_to_a_blocked_holder_are_kept_one_by_one() public {
        (Receivable memory a, bytes32 first) = _owed(1, factor.addr);
        (Receivable memory b, bytes32 second) = _owed(2, factor.addr);
        odd.setBlocked(factor.addr, true);
        PaymentOrder[] memory orders = _orders(a, b);
        orders[0].maxCash = 7;
        vm.expectEmit(address(ledger));
        emit ILedger.CashKept(first, factor.addr, address(odd), 7);
        vm.expectEmit(address(ledger));
        emit ILedger.CashKept(second, factor.addr, address(odd), CASH);
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _true(_kept(factor.addr, first) == 7 && _kept(factor.addr, second) == CASH, "kept");
        _eq(_held(address(ledger)), CASH + 7, "balance");
    }

    function test_a_blocked_holder_stops_no_other_holder() public {
        (Receivable memory a, bytes32 id) = _owed(1, factor.addr);
        (Receivable memory b, ) = _owed(2, supplier.addr);
        odd.setBlocked(factor.addr, true);
        vm.prank(buyer.addr);
        ledger.payMany(_orders(a, b));
        _true(_kept(factor.addr, id) == CASH && _held(supplier.addr) == CASH, "both are paid");
    }

    function test_kept_cash_is_that_of_who_held_it_when_it_was_paid() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _pay(r, buyer.addr, 400_000);
        _transfer(id, stranger.addr);
        _pay(r, buyer.addr, MAX);
        _eq(_held(stranger.addr), CASH - 400_000, "who held it next is paid");
        odd.setBlocked(factor.addr, false);
        ledger.claim(id, factor.addr, address(odd));
        _eq(_held(factor.addr), 400_000, "who held it before has its part");
    }

    function test_kept_parts_add_up() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _pay(r, buyer.addr, 1);
        _pay(r, buyer.addr, 2);
        _eq(_kept(factor.addr, id), 3, "kept");
    }

    function test_a_blocked_payer_pays_nothing_and_owes_on() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        odd.setBlocked(buyer.addr, true);
        vm.expectRevert();
        _pay(r, buyer.addr, MAX);
        _true(_state(r).settled == 0 && _held(factor.addr) == 0, "nothing");
        odd.mint(stranger.addr, PURSE);
        vm.prank(stranger.addr);
        odd.approve(address(ledger), MAX);
        _pay(r, stranger.addr, MAX);
        _eq(_held(factor.addr), CASH, "somebody else pays");
    }

    function test_a_blocked_ledger_stops_no_holder_that_can_receive() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        odd.setBlocked(address(ledger), true);
        _pay(r, buyer.addr, MAX);
        _eq(_held(factor.addr), CASH, "received");
    }

    function test_where_neither_holder_nor_ledger_can_receive_nothing_happens() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        odd.setBlocked(address(ledger), true);
        odd.setBlocked(factor.addr, true);
        vm.expectRevert();
        _pay(r, buyer.addr, MAX);
        _true(_state(r).settled == 0 && _held(buyer.addr) == PURSE, "nothing");
    }

    function test_a_pause_delays_payments_and_claims_and_loses_nothing() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _pay(r, buyer.addr, 5);
        odd.setBlocked(factor.addr, false);
        odd.setPaused(true);
        vm.expectRevert();
        _pay(r, buyer.addr, MAX);
        vm.expectRevert();
        ledger.claim(id, factor.addr, address(odd));
        odd.setPaused(false);
        ledger.claim(id, factor.addr, address(odd));
        _pay(r, buyer.addr, MAX);
        _eq(_held(factor.addr), CASH, "received");
    }

    function test_a_holder_that_is_the_payer_pays_itself() public {
        (Receivable memory r, ) = _owed(1, buyer.addr);
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed && _held(buyer.addr) == PURSE, "settled");
    }

    function test_a_holder_without_code_for_it_is_paid_all_the_same() public {
        (Receivable memory r, ) = _owed(1, address(lens));
        _pay(r, buyer.addr, MAX);
        _eq(_held(address(lens)), CASH, "received");
    }

    function test_a_payer_without_money_changes_nothing() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        vm.prank(stranger.addr);
        odd.approve(address(ledger), MAX);
        vm.expectRevert();
        _pay(r, stranger.addr, MAX);
        _eq(_state(r).settled, 0, "settled");
    }
}
