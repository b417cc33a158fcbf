// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {PaymentOrder, Receivable} from "../../../contracts/types/Types.sol";
import {HookedCurrency} from "../mocks/Currencies.sol";
import {Listener} from "../mocks/Listener.sol";
import {IListen} from "../mocks/QuietListener.sol";
import {ListenerWorld} from "../support/ListenerWorld.sol";

/// @notice What a holder that listens can do to its debtor, to other holders and to the ledger: nothing.
contract HostileListenersTest is ListenerWorld {
    // --------------------------------------------------------------------------------------- faults, each by its name

    function test_payment_blocked_by_a_holder_that_reverts() public {
        for (uint256 way; way < WAYS; ++way) {
            for (uint256 how = 2; how <= uint256(Listener.Conduct.HasNoCode); ++how) {
                _isPaidAllTheSame(Way(way), Listener.Conduct(how), way * 100 + how);
            }
        }
    }

    function _isPaidAllTheSame(Way way, Listener.Conduct how, uint256 number) private {
        (Receivable memory r, bytes32 id) = _listened(number);
        listener.behave(how);
        if (how == Listener.Conduct.HasNoCode) vm.etch(address(listener), "");
        uint256 given = _held(buyer.addr);
        vm.expectEmit(address(ledger));
        emit ILedger.CashKept(id, address(listener), address(odd), CASH);
        _eq(_payIn(way, r, MAX), CASH, "cash");
        _true(_state(r).closed && _kept(id) == CASH, "paid and kept");
        _true(_held(buyer.addr) == given - CASH && _received() == 0, "given once");
        if (how == Listener.Conduct.HasNoCode) listener = new Listener();
        else _eq(listener.times(), 0, "what it wrote down is undone");
    }

    function test_kept_cash_paid_out_twice() public {
        (Receivable memory a, bytes32 first) = _listened(1);
        (Receivable memory b, bytes32 second) = _listened(2);
        listener.behave(Listener.Conduct.Reverts);
        _payBoth(a, b);
        listener.behave(Listener.Conduct.Answers);
        // While it is told of the first, it claims the first again, and then the second, which it listens on too.
        listener.plan(false, address(ledger), _claimCall(first));
        listener.plan(false, address(ledger), _claimCall(second));
        ledger.claim(first, address(listener), address(odd));
        _true(listener.count() == 2 && !listener.outcomes(0) && !listener.outcomes(1), "refused");
        _true(bytes4(listener.answers(0)) == ILedger.NothingKept.selector, "the first is gone");
        _true(bytes4(listener.answers(1)) == ILedger.GasTooLow.selector, "no delivery begins within a hook");
        _true(_received() == CASH && _kept(second) == CASH && _held(address(ledger)) == CASH, "one");
        ledger.claim(second, address(listener), address(odd));
        _true(_received() == 2 * CASH && _held(address(ledger)) == 0 && listener.times() == 2, "each once");
        for (uint256 i; i < 2; ++i) {
            bytes32 id = i == 0 ? first : second;
            vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, id, address(listener), address(odd)));
            ledger.claim(id, address(listener), address(odd));
        }
    }

    // -------------------------------------------------------------------------------------------------- answers and
    // gas

    function test_an_answer_of_any_length_costs_the_payer_no_copy_of_it() public {
        (Receivable memory a, ) = _listened(1);
        (Receivable memory b, ) = _listened(2);
        _pay(a, buyer.addr, 5);
        _pay(b, buyer.addr, 5);
        uint256 plain = _gasOf(a);
        listener.behave(Listener.Conduct.AnswersLong);
        // The holder pays for its memory within the gas of its hook; to copy it would cost as much once more.
        vm.assertLe(_gasOf(b), plain + 32_000, "one word is read");
        _eq(listener.times(), 4, "and the answer counts");
    }

    function test_a_hook_that_burns_all_costs_a_debtor_no_more_than_its_gas() public {
        (Receivable memory a, ) = _listened(1);
        (Receivable memory b, bytes32 second) = _listened(2);
        odd.setBlocked(address(listener), true);
        uint256 kept = _gasOf(a);
        odd.setBlocked(address(listener), false);
        listener.behave(Listener.Conduct.BurnsGas);
        vm.assertLe(_gasOf(b), kept + HOOK_GAS + 50_000, "bounded");
        _eq(_kept(second), 10, "kept");
    }

    function test_a_debtor_that_gives_what_a_delivery_begins_with_and_what_keeping_costs_pays_whoever_holds() public {
        for (uint256 how; how < uint256(Listener.Conduct.HasNoCode); ++how) {
            (Receivable memory r, ) = _listened(how);
            listener.behave(Listener.Conduct(how));
            bytes memory call = _payCall(r, MAX);
            vm.prank(buyer.addr);
            (bool ok, ) = address(ledger).call{gas: DELIVERY_GAS + 150_000}(call);
            _true(ok && _state(r).closed, "paid");
        }
    }

    function test_a_batch_of_holders_that_burn_all_is_paid_in_shares() public {
        PaymentOrder[] memory orders = new PaymentOrder[](20);
        for (uint256 i; i < 20; ++i) {
            (Receivable memory r, ) = _listened(i);
            orders[i] = _order(r);
        }
        listener.behave(Listener.Conduct.BurnsGas);
        vm.prank(buyer.addr);
        (bool ok, ) = address(ledger).call{gas: 16_000_000}(abi.encodeCall(ledger.payMany, (orders)));
        _true(ok && _held(address(ledger)) == 20 * CASH, "twenty within the gas of one transaction");
    }

    /// @dev Of a currency that tells its receiver: what it burns there is not what its hook may burn.
    function test_a_holder_that_burns_gas_while_the_currency_moves_is_paid_all_the_same() public {
        HookedCurrency hooked = new HookedCurrency();
        _trade(hooked);
        Burner burner = new Burner();
        hooked.setHooked(address(burner));
        (Receivable memory r, bytes32 id) = _owed(1, address(burner));
        burner.listen(IListen(address(ledger)), id);
        uint256 kept;
        for (uint256 gas_ = 3_000_000; gas_ < 17_000_000; gas_ += 1_000_000) {
            bytes memory call = _payCall(r, 10);
            vm.prank(buyer.addr);
            (bool ok, ) = address(ledger).call{gas: gas_}(call);
            _true(ok, "paid");
            kept = _kept(address(burner), id);
        }
        _true(kept != 0 && _held(address(burner)) != 0, "kept where it left too little for its own hook, else told of");
        _eq(kept + _held(address(burner)), 140, "all of it");
    }

    // ------------------------------------------------------------------------------------------------------
    // re-entering

    function test_a_holder_that_pays_others_with_what_it_is_told_of_may() public {
        listener.act(address(odd), abi.encodeCall(odd.approve, (address(ledger), MAX)));
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, ) = _listened(2 * i);
            (Receivable memory own, ) = _owed(2 * i + 1, factor.addr);
            listener.plan(false, address(ledger), _payCall(own, MAX));
            _payIn(Way(i), r, MAX);
            _true(listener.outcomes(i) && _state(own).closed, "paid on");
            _true(_held(factor.addr) == (i + 1) * CASH && _received() == 0, "with what came");
        }
    }

    function test_a_holder_that_pays_the_rest_to_itself_while_it_is_told_of_a_part_changes_nothing() public {
        (Receivable memory r, bytes32 id) = _listened(1);
        odd.mint(address(listener), PURSE);
        listener.act(address(odd), abi.encodeCall(odd.approve, (address(ledger), MAX)));
        listener.plan(false, address(ledger), _payCall(r, MAX));
        _pay(r, buyer.addr, 400_000);
        _true(bytes4(listener.answers(0)) == ILedger.GasTooLow.selector, "no delivery begins within a hook");
        _true(_received() == PURSE + 400_000 && _state(r).settled == 400_000 && _kept(id) == 0, "the part is paid");
    }

    function test_a_holder_that_sells_while_it_is_told_has_been_paid_and_the_next_is_paid_the_rest() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _listened(i);
            uint256 had = _received();
            listener.plan(false, address(token), _transferCall(id, factor.addr));
            _payIn(Way(i), r, 400_000);
            _true(listener.outcomes(i) && _received() == had + 400_000, "the part is its own");
            _true(!_state(r).listening && _state(r).holder == factor.addr, "sold, and heard no more");
            _payIn(Way(i), r, MAX);
            _eq(_held(factor.addr), (i + 1) * (CASH - 400_000), "the rest is the next holder's");
        }
    }

    function test_a_holder_that_sells_a_later_order_while_it_is_told_sells_it_before_it_is_paid() public {
        (Receivable memory a, ) = _listened(1);
        (Receivable memory b, ) = _owed(2, supplier.addr);
        (Receivable memory c, bytes32 third) = _listened(3);
        PaymentOrder[] memory orders = new PaymentOrder[](3);
        (orders[0], orders[1], orders[2]) = (_order(a), _order(b), _order(c));
        listener.plan(false, address(token), _transferCall(third, factor.addr));
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _true(_received() == CASH && _held(factor.addr) == CASH && listener.times() == 1, "who holds it is paid");
    }

    function test_a_holder_that_sells_an_order_of_the_same_run_sells_a_paid_one() public {
        (Receivable memory a, ) = _listened(1);
        (Receivable memory b, bytes32 second) = _listened(2);
        listener.plan(false, address(token), _transferCall(second, factor.addr));
        _payBoth(a, b);
        _true(_state(b).closed && _received() == 2 * CASH && _held(factor.addr) == 0, "its own");
        _wasTold(second, CASH);
    }

    function test_a_holder_that_credits_while_it_is_told_closes_it() public {
        (Receivable memory r, bytes32 id) = _listened(1);
        bytes memory call = abi.encodeCall(ledger.credit, (id, _openTerms(r), 600_000, REASON, _none()));
        listener.plan(false, address(ledger), call);
        _pay(r, buyer.addr, 400_000);
        _true(listener.outcomes(0) && _state(r).closed && _state(r).settled == AMOUNT, "closed");
        _eq(_received(), 400_000, "received");
    }

    function test_a_holder_that_begins_to_listen_elsewhere_while_it_is_told_is_told_of_what_is_paid_then() public {
        (Receivable memory a, ) = _listened(1);
        (Receivable memory b, bytes32 second) = _owed(2, address(listener));
        listener.plan(false, address(ledger), abi.encodeCall(ledger.listen, (second)));
        PaymentOrder[] memory orders = _orders(a, b);
        orders[1].maxCash = 10;
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _true(_state(b).listening && listener.times() == 1 && _received() == CASH + 10, "the next was settled already");
        _pay(b, buyer.addr, MAX);
        _wasTold(second, CASH - 10);
    }

    function test_a_holder_that_claims_while_it_is_told_receives_each_once_whatever_the_way() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory a, bytes32 first) = _owed(2 * i, address(listener));
            (Receivable memory b, ) = _listened(2 * i + 1);
            odd.setBlocked(address(listener), true);
            _pay(a, buyer.addr, MAX);
            odd.setBlocked(address(listener), false);
            listener.plan(false, address(ledger), _claimCall(first));
            _payIn(Way(i), b, MAX);
            _true(listener.outcomes(i) && listener.times() == i + 1, "claimed in between");
            _true(_received() == 2 * (i + 1) * CASH && _held(address(ledger)) == 0, "both, once");
        }
    }

    function test_a_holder_that_fails_after_it_re_entered_has_done_nothing() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _listened(i);
            listener.behave(Listener.Conduct.Answers);
            listener.plan(false, address(token), _transferCall(id, factor.addr));
            listener.behave(Listener.Conduct.Reverts);
            _payIn(Way(i), r, MAX);
            _true(_state(r).holder == address(listener) && _state(r).listening, "the sale is undone with it");
            _true(_kept(id) == CASH && _received() == 0, "kept");
        }
    }

    function test_a_payer_that_is_the_holder_is_told_of_what_it_pays_itself() public {
        odd.mint(address(listener), PURSE);
        listener.act(address(odd), abi.encodeCall(odd.approve, (address(ledger), MAX)));
        (Receivable memory r, bytes32 id) = _listened(1);
        listener.act(address(ledger), _payCall(r, MAX));
        _wasTold(id, CASH);
        _true(_state(r).closed && _received() == PURSE, "settled");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _payBoth(Receivable memory a, Receivable memory b) private {
        PaymentOrder[] memory orders = _orders(a, b);
        vm.prank(buyer.addr);
        ledger.payMany(orders);
    }

    function _gasOf(Receivable memory r) private returns (uint256 used) {
        bytes memory call = _payCall(r, 10);
        vm.prank(buyer.addr);
        used = gasleft();
        (bool ok, ) = address(ledger).call(call);
        used -= gasleft();
        _true(ok, "paid");
    }

    function _claimCall(bytes32 id) private view returns (bytes memory) {
        return abi.encodeCall(ledger.claim, (id, address(listener), address(odd)));
    }

    function _transferCall(bytes32 id, address to) private view returns (bytes memory) {
        return abi.encodeCall(token.transferFrom, (address(listener), to, uint256(id)));
    }
}

/// @notice Burns nearly all that a currency hands on when it tells its receiver, and takes the cash.
contract Burner {
    function listen(IListen ledger, bytes32 id) external {
        ledger.listen(id);
    }

    function tokensReceived(address, uint256) external view {
        while (gasleft() > 20_000) {}
    }

    function onReceivablePaid(bytes32, address, uint256) external pure returns (bytes4) {
        return this.onReceivablePaid.selector;
    }
}
