// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Receivable} from "../../../contracts/types/Types.sol";
import {DenyingCurrency, FeeCurrency, GreedyCurrency, HeavyCurrency, LyingCurrency} from "../mocks/Currencies.sol";
import {Listener} from "../mocks/Listener.sol";
import {ListenerWorld} from "../support/ListenerWorld.sol";

/// @notice Currencies that the ledger does not support, with a holder that listens: who bears what.
contract ListenedUnsupportedTest is ListenerWorld {
    uint256 private constant FEE = CASH / 100;

    function test_of_a_fee_on_transfer_no_other_holder_bears_a_part() public {
        _trade(new FeeCurrency(false));
        (Receivable memory other, bytes32 bystander) = _owed(100, factor.addr);
        odd.setBlocked(factor.addr, true);
        _pay(other, buyer.addr, MAX);
        uint256 kept = _kept(factor.addr, bystander);
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _listened(i);
            _payIn(Way(i), r, MAX);
            _true(_state(r).closed && _kept(id) == 0, "paid");
            _eq(_held(address(ledger)), kept, "what is kept for others stays");
        }
        // Through Permit2 it moves twice.
        _eq(_received(), (WAYS - 1) * (CASH - FEE) + (CASH - FEE) - (CASH - FEE) / 100, "the holder bears it");
    }

    function test_a_currency_that_says_nothing_moved_and_moved_it_pays_nobody_from_what_is_kept() public {
        DenyingCurrency denying = new DenyingCurrency();
        _trade(denying);
        (Receivable memory r, bytes32 id) = _listened(1);
        denying.setBlocked(address(listener), true);
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed && _kept(id) == CASH && _received() == 0, "what it denied is undone with the word");
        _true(listener.times() == 0 && _held(buyer.addr) == PURSE - CASH, "given once");
    }

    function test_a_currency_that_burns_all_gas_where_it_is_blocked_stops_no_debtor() public {
        _trade(new GreedyCurrency());
        (Receivable memory r, bytes32 id) = _listened(1);
        odd.setBlocked(address(listener), true);
        bytes memory call = _payCall(r, MAX);
        vm.prank(buyer.addr);
        (bool ok, ) = address(ledger).call{gas: 16_000_000}(call);
        _true(ok && _kept(id) == CASH, "kept");
    }

    function test_a_currency_that_lies_about_balances_pays_through_permit2_no_more_than_it_says() public {
        LyingCurrency lying = new LyingCurrency();
        _trade(lying);
        (Receivable memory r, bytes32 id) = _listened(1);
        lying.lie(100, 105);
        _payIn(Way.Permit2, r, MAX);
        _wasTold(id, 5);
        lying.lie(0, 0);
        _true(_received() == 5 && _held(address(ledger)) == CASH - 5, "the rest is its own affair");
    }

    function test_a_currency_that_brings_nothing_through_permit2_is_not_told() public {
        LyingCurrency lying = new LyingCurrency();
        _trade(lying);
        (Receivable memory r, bytes32 id) = _listened(1);
        lying.lie(100, 100);
        _payIn(Way.Permit2, r, MAX);
        _true(listener.times() == 0 && _kept(id) == 0 && _state(r).closed, "no word of no cash");
    }

    /// @dev What a delivery begins with is enough for a currency that takes 350,000 gas to move.
    function test_a_heavy_currency_keeps_nothing_from_a_holder_that_listens_whatever_the_gas() public {
        _trade(new HeavyCurrency(350_000));
        (Receivable memory r, bytes32 id) = _listened(1);
        bytes memory call = _payCall(r, MAX);
        for (uint256 gas_ = 500_000; gas_ < 1_500_000; gas_ += 9_973) {
            vm.prank(buyer.addr);
            (bool ok, ) = address(ledger).call{gas: gas_}(call);
            _eq(_kept(id), 0, "kept");
            if (ok) return _wasTold(id, CASH);
        }
        _true(false, "never paid");
    }

    /// @dev A heavier one may leave too little for the hook: the cash is kept then, and no debtor is stopped.
    function test_a_currency_heavier_than_that_is_kept_or_told_of_but_never_lost() public {
        _trade(new HeavyCurrency(600_000));
        (Receivable memory r, bytes32 id) = _listened(1);
        bytes memory call = _payCall(r, MAX);
        for (uint256 gas_ = 500_000; gas_ < 3_000_000; gas_ += 99_991) {
            vm.prank(buyer.addr);
            (bool ok, ) = address(ledger).call{gas: gas_}(call);
            if (!ok) continue;
            _eq(_received() + _kept(id), CASH, "there it is");
            _eq(_held(buyer.addr), PURSE - CASH, "given once");
            if (_kept(id) != 0) ledger.claim(id, address(listener), address(odd));
            return _wasTold(id, CASH);
        }
        _true(false, "never paid");
    }

    function test_a_listener_is_not_told_by_another_holders_cash() public {
        Listener other = new Listener();
        (Receivable memory a, bytes32 first) = _listened(1);
        (Receivable memory b, bytes32 second) = _owed(2, address(other));
        other.act(address(ledger), abi.encodeCall(ledger.listen, (second)));
        _pay(b, buyer.addr, MAX);
        _true(listener.times() == 0 && other.times() == 1, "each its own");
        _pay(a, buyer.addr, MAX);
        _wasTold(first, CASH);
    }
}
