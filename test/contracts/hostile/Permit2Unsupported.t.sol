// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Permit2Consent, Receivable} from "../../../contracts/types/Types.sol";
import {Currency, DenyingCurrency, FeeCurrency, GreedyCurrency} from "../mocks/Currencies.sol";
import {HookedCurrency, LyingCurrency, RebasingCurrency} from "../mocks/Currencies.sol";
import {Reenterer} from "../mocks/Reenterer.sol";
import {Permit2World} from "../support/Permit2World.sol";

/// @notice Currencies that the ledger does not support, where Permit2 takes the money.
contract Permit2UnsupportedTest is Permit2World {
    function test_a_fee_on_what_permit2_moves_is_borne_by_the_holder() public {
        _through(new FeeCurrency(false));
        (Receivable memory r, ) = _owed(1, factor.addr);
        _eq(_payWith(r, MAX, _permitted(r, MAX)), CASH, "the debtor is free");
        _true(_state(r).closed && _held(factor.addr) == CASH - CASH / 100, "received");
    }

    function test_a_fee_on_what_permit2_leaves_to_be_kept_is_measured() public {
        _through(new FeeCurrency(false));
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _payWith(r, MAX, _permitted(r, MAX));
        _eq(_kept(factor.addr, id), CASH - CASH / 100, "kept as it came");
        _eq(_held(address(ledger)), CASH - CASH / 100, "covered");
    }

    function test_a_rebase_changes_nothing_that_permit2_pays() public {
        RebasingCurrency rebasing = new RebasingCurrency();
        _through(rebasing);
        (Receivable memory r, ) = _owed(1, factor.addr);
        rebasing.rebase(50);
        _eq(_payWith(r, MAX, _permitted(r, MAX)), CASH, "what is owed is an amount");
        _eq(_held(factor.addr), CASH, "received");
    }

    /// @dev What says that it failed is undone by Permit2 itself, so that it takes once.
    function test_a_currency_that_denies_what_it_did_takes_once_by_permit2() public {
        _through(new DenyingCurrency());
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _payWith(r, MAX, _permitted(r, MAX));
        _true(_held(factor.addr) == 0 && _kept(factor.addr, id) == CASH, "kept");
        _eq(_held(buyer.addr), PURSE - CASH, "once");
    }

    function test_a_balance_that_falls_while_permit2_pays_stops_the_payment() public {
        LyingCurrency liar = new LyingCurrency();
        _through(liar);
        (Receivable memory r, ) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        liar.lie(10, 9);
        (bool ok, ) = address(ledger).call(_payWithCall(r, MAX, _permitted(r, MAX)));
        _true(!ok && _state(r).settled == 0 && _spentBits(buyer.addr) == 0, "nothing");
    }

    function test_a_currency_that_burns_all_gas_stops_its_own_payments_by_permit2_only() public {
        _through(new GreedyCurrency());
        (Receivable memory r, ) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        odd.setBlocked(address(ledger), true);
        Permit2Consent memory consent = _permitted(r, MAX);
        bytes memory call = _payWithCall(r, MAX, consent);
        (bool ok, ) = address(ledger).call{gas: 16_000_000}(call);
        _true(!ok && _state(r).settled == 0 && _spentBits(buyer.addr) == 0, "nothing");
        odd.setBlocked(factor.addr, false);
        _payWith(r, MAX, consent);
        _eq(_held(factor.addr), CASH, "received");
    }

    /// @dev Whatever gas a carrier gives: the holder is paid, or cash is kept because it cannot receive, or nothing.
    function test_no_amount_of_gas_keeps_cash_from_a_holder_that_can_receive_it_by_permit2() public {
        _through(new Currency());
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        bytes memory call = _payWithCall(r, MAX, _permitted(r, MAX));
        for (uint256 gas_ = 60_000; gas_ < 300_000; gas_ += 1_000) {
            (bool ok, ) = address(ledger).call{gas: gas_}(call);
            _eq(_kept(factor.addr, id), 0, "kept");
            if (!ok) continue;
            _eq(_held(factor.addr), CASH, "received");
            return;
        }
        _true(false, "never enough");
    }

    function test_the_ledger_is_no_currency_for_permit2() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(ledger);
        bytes32 id = _accepted(r);
        (bool ok, ) = address(ledger).call(_payWithCall(r, MAX, _permitted(r, MAX)));
        _true(!ok && _state(r).settled == 0, "nothing");
        _eq(token.ownerOf(uint256(id)), supplier.addr, "holder");
    }

    function test_a_contract_that_knows_no_transfer_is_no_currency_for_permit2() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(directory);
        _accepted(r);
        (bool ok, ) = address(ledger).call(_payWithCall(r, MAX, _permitted(r, MAX)));
        _true(!ok && _state(r).settled == 0 && _spentBits(buyer.addr) == 0, "nothing");
    }

    function test_permit2_is_no_currency_of_its_own() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(permit2);
        _accepted(r);
        (bool ok, ) = address(ledger).call(_payWithCall(r, MAX, _permitted(r, MAX)));
        _true(!ok && _state(r).settled == 0, "nothing");
    }

    function test_a_holder_that_uses_the_same_consent_while_it_is_paid_is_refused() public {
        HookedCurrency hooked = new HookedCurrency();
        Reenterer holder = new Reenterer();
        _through(hooked);
        hooked.setHooked(address(holder));
        (Receivable memory r, ) = _owed(1, address(holder));
        bytes memory call = _payWithCall(r, 10_000, _permitted(r, 10_000));
        holder.plan(false, address(ledger), call);
        (bool ok, ) = address(ledger).call(call);
        _true(ok && holder.count() == 1 && !holder.outcomes(0), "once");
        _true(_held(address(holder)) == 10_000 && _state(r).settled == 10_000, "paid once");
    }

    function test_a_holder_that_sells_while_it_is_paid_by_permit2_has_been_paid() public {
        HookedCurrency hooked = new HookedCurrency();
        Reenterer holder = new Reenterer();
        _through(hooked);
        hooked.setHooked(address(holder));
        (Receivable memory r, bytes32 id) = _owed(1, address(holder));
        bytes memory sale = abi.encodeCall(token.transferFrom, (address(holder), factor.addr, uint256(id)));
        holder.plan(false, address(ledger), sale);
        _payWith(r, 10_000, _permitted(r, 10_000));
        _true(_held(address(holder)) == 10_000 && token.ownerOf(uint256(id)) == factor.addr, "paid, and sold");
        _payWith(r, MAX, _permitted(buyer.addr, buyer.key, r, MAX, NONCE + 1));
        _eq(_held(factor.addr), CASH - 10_000, "the next is paid the rest");
    }

    function _through(Currency currency) private {
        _use(currency);
        vm.prank(buyer.addr);
        currency.approve(address(ledger), 0);
        _allow(buyer.addr, address(currency));
    }
}
