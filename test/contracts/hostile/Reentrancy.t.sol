// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {PaymentOrder, Receivable} from "../../../contracts/types/Types.sol";
import {Currency, HookedCurrency} from "../mocks/Currencies.sol";
import {Reenterer} from "../mocks/Reenterer.sol";
import {CurrencyWorld} from "../support/CurrencyWorld.sol";

/// @notice A currency that asks the payer before and tells the holder after, and what either can do in between.
contract ReentrancyTest is CurrencyWorld {
    /// @dev Both sides of the attacks; they may collude.
    Reenterer private payer;
    Reenterer private holder;

    function setUp() public override {
        super.setUp();
        HookedCurrency hooked = new HookedCurrency();
        _use(hooked);
        (payer, holder) = (new Reenterer(), new Reenterer());
        hooked.setHooked(address(payer));
        hooked.setHooked(address(holder));
        odd.mint(address(payer), PURSE);
        payer.act(address(odd), abi.encodeCall(Currency.approve, (address(ledger), MAX)));
        holder.act(address(odd), abi.encodeCall(Currency.approve, (address(ledger), MAX)));
    }

    // -------------------------------------------------------------------------------------------- while cash is moving

    function test_a_holder_that_pays_again_while_it_is_paid_pays_the_rest() public {
        (Receivable memory r, ) = _owed(1, address(holder));
        odd.mint(address(holder), PURSE);
        holder.plan(false, address(ledger), _payCall(r, MAX));
        _byPayer(_payCall(r, 400_000));
        _succeeded(holder, 1);
        _true(_state(r).closed, "closed");
        _eq(_held(address(holder)), PURSE + 400_000, "received once");
        _eq(_held(address(payer)), PURSE - 400_000, "given once");
    }

    function test_a_payer_that_pays_again_while_it_pays_pays_what_is_left() public {
        (Receivable memory r, bytes32 id) = _owed(1, address(holder));
        payer.plan(true, address(ledger), _payCall(r, MAX));
        payer.plan(true, address(ledger), _payCall(r, MAX));
        _byPayer(_payCall(r, 400_000));
        _eq(_held(address(holder)), CASH, "received");
        _true(_state(r).closed && payer.count() == 2, "closed");
        _true(!payer.outcomes(0), "the innermost finds it closed");
        _eq(keccak256(payer.answers(0)), _fault(ILedger.AlreadyClosed.selector, id), "why");
        _true(payer.outcomes(1), "the next has paid");
    }

    function test_a_holder_that_sells_while_it_is_paid_has_been_paid_and_the_next_is_paid_the_rest() public {
        (Receivable memory r, bytes32 id) = _owed(1, address(holder));
        holder.plan(false, address(token), _transferCall(address(holder), factor.addr, id));
        _byPayer(_payCall(r, 400_000));
        _succeeded(holder, 1);
        _byPayer(_payCall(r, MAX));
        _true(_held(address(holder)) == 400_000 && _held(factor.addr) == CASH - 400_000, "received");
    }

    function test_a_holder_that_credits_while_it_is_paid_closes_it() public {
        (Receivable memory r, bytes32 id) = _owed(1, address(holder));
        bytes memory call = abi.encodeCall(ledger.credit, (id, _openTerms(r), 600_000, REASON, _none()));
        holder.plan(false, address(ledger), call);
        _byPayer(_payCall(r, 400_000));
        _succeeded(holder, 1);
        _true(_state(r).closed && _state(r).credited == 600_000 && _state(r).settled == AMOUNT, "state");
        _eq(_held(address(holder)), 400_000, "received");
    }

    function test_a_holder_that_sells_a_later_order_sells_it_before_it_is_paid() public {
        (Receivable memory a, ) = _owed(1, address(holder));
        (Receivable memory b, ) = _owed(2, supplier.addr);
        (Receivable memory c, bytes32 third) = _owed(3, address(holder));
        PaymentOrder[] memory orders = new PaymentOrder[](3);
        (orders[0], orders[1], orders[2]) = (_order(a), _order(b), _order(c));
        holder.plan(false, address(token), _transferCall(address(holder), factor.addr, third));
        _byPayer(abi.encodeCall(ledger.payMany, (orders)));
        _succeeded(holder, 1);
        _true(_held(address(holder)) == CASH && _held(factor.addr) == CASH, "who holds it then is paid");
    }

    function test_a_holder_that_sells_an_order_that_is_being_paid_sells_a_paid_one() public {
        (Receivable memory a, ) = _owed(1, address(holder));
        (Receivable memory b, bytes32 second) = _owed(2, address(holder));
        holder.plan(false, address(token), _transferCall(address(holder), factor.addr, second));
        _byPayer(abi.encodeCall(ledger.payMany, (_orders(a, b))));
        _succeeded(holder, 1);
        _true(_state(b).closed && _held(address(holder)) == 2 * CASH && _held(factor.addr) == 0, "received");
    }

    function test_a_payer_that_pays_many_while_it_pays_many_pays_each_once() public {
        (Receivable memory a, ) = _owed(1, address(holder));
        (Receivable memory b, ) = _owed(2, supplier.addr);
        payer.plan(true, address(ledger), abi.encodeCall(ledger.payMany, (_orders(a, b))));
        PaymentOrder[] memory orders = _orders(a, b);
        (orders[0].maxCash, orders[1].maxCash) = (10, 20);
        _byPayer(abi.encodeCall(ledger.payMany, (orders)));
        _true(_state(a).closed && !_state(b).closed == false, "both are closed");
        _true(_held(address(holder)) == CASH && _held(supplier.addr) == CASH, "each once");
    }

    // ---------------------------------------------------------------------------------------------- while cash is kept

    function test_a_payment_that_is_kept_while_another_is_kept_is_refused_and_counted_once() public {
        (Receivable memory a, bytes32 first) = _owed(1, address(holder));
        (Receivable memory b, bytes32 second) = _owed(2, address(holder));
        holder.setRefuses(true);
        // The first time that the payer is asked is for the transfer that fails; the failing call takes it back.
        payer.plan(true, address(ledger), _payCall(b, MAX));
        _byPayer(_payCall(a, MAX));
        _false(payer.outcomes(0), "refused");
        _eq(
            keccak256(payer.answers(0)),
            keccak256(abi.encodePacked(bytes4(keccak256("ReentrancyGuardReentrantCall()")))),
            "by the guard"
        );
        _true(_kept(address(holder), first) == CASH && _kept(address(holder), second) == 0, "kept once");
        _eq(_held(address(ledger)), CASH, "covered");
    }

    function test_kept_cash_is_not_claimed_while_other_cash_is_kept() public {
        (Receivable memory a, bytes32 first) = _owed(1, address(holder));
        (Receivable memory b, bytes32 second) = _owed(2, address(holder));
        holder.setRefuses(true);
        _byPayer(_payCall(a, MAX));
        payer.plan(true, address(holder), abi.encodeCall(Reenterer.setRefuses, (false)));
        payer.plan(true, address(ledger), _claimCall(first, address(holder)));
        payer.plan(true, address(holder), abi.encodeCall(Reenterer.setRefuses, (true)));
        _byPayer(_payCall(b, MAX));
        _eq(_kept(address(holder), first) + _kept(address(holder), second), _held(address(ledger)), "covered");
        _true(_kept(address(holder), first) == CASH && _kept(address(holder), second) == CASH, "each");
    }

    function test_cash_that_is_given_while_other_cash_is_kept_is_the_holders() public {
        (Receivable memory a, bytes32 first) = _owed(1, address(holder));
        holder.setRefuses(true);
        payer.plan(true, address(odd), abi.encodeCall(Currency.transfer, (address(ledger), 50)));
        _byPayer(_payCall(a, MAX));
        _eq(_kept(address(holder), first), CASH + 50, "kept");
        _eq(_held(address(ledger)), CASH + 50, "covered");
    }

    // ------------------------------------------------------------------------------------------------- while it claims

    function test_kept_cash_is_claimed_once_by_a_holder_that_claims_while_it_claims() public {
        (Receivable memory a, bytes32 first) = _owed(1, address(holder));
        (Receivable memory b, bytes32 second) = _owed(2, address(holder));
        holder.setRefuses(true);
        _byPayer(abi.encodeCall(ledger.payMany, (_orders(a, b))));
        holder.setRefuses(false);
        holder.plan(false, address(ledger), _claimCall(first, address(holder)));
        holder.plan(false, address(ledger), _claimCall(second, address(holder)));
        ledger.claim(first, address(holder), address(odd));
        _true(holder.count() == 2 && !holder.outcomes(0) && !holder.outcomes(1), "refused");
        _true(_held(address(holder)) == CASH && _kept(address(holder), second) == CASH, "one");
        ledger.claim(second, address(holder), address(odd));
        _true(_held(address(holder)) == 2 * CASH && _held(address(ledger)) == 0, "both");
    }

    function test_a_holder_that_pays_while_it_claims_pays_once() public {
        (Receivable memory a, bytes32 first) = _owed(1, address(holder));
        (Receivable memory b, ) = _owed(2, factor.addr);
        holder.setRefuses(true);
        _byPayer(_payCall(a, MAX));
        holder.setRefuses(false);
        holder.plan(false, address(ledger), _payCall(b, MAX));
        ledger.claim(first, address(holder), address(odd));
        _succeeded(holder, 1);
        _true(_state(b).closed && _held(factor.addr) == CASH && _held(address(holder)) == 0, "paid");
    }

    // --------------------------------------------------------------------------------------------------------- holders

    function test_a_holder_that_burns_all_gas_when_it_is_paid_does_not_stop_the_debtor() public {
        (Receivable memory r, bytes32 id) = _owed(1, address(holder));
        holder.setBurnsGas(true);
        bytes memory call = _payCall(r, MAX);
        vm.prank(buyer.addr);
        (bool ok, ) = address(ledger).call{gas: 16_000_000}(call);
        _true(ok, "within the gas of one transaction");
        _true(_state(r).closed && _kept(address(holder), id) == CASH, "kept");
    }

    function test_with_too_little_gas_to_keep_it_nothing_is_paid_and_nothing_is_lost() public {
        (Receivable memory r, ) = _owed(1, address(holder));
        holder.setBurnsGas(true);
        bytes memory call = _payCall(r, MAX);
        for (uint256 gas_ = 100_000; gas_ < 6_000_000; gas_ += 250_000) {
            vm.prank(buyer.addr);
            (bool ok, ) = address(ledger).call{gas: gas_}(call);
            if (ok) return _true(_state(r).closed, "all");
            _true(_state(r).settled == 0 && _held(buyer.addr) == PURSE, "or nothing");
        }
    }

    /// @dev However little gas a payer gives, what a holder can receive is not kept from it.
    function test_no_amount_of_gas_keeps_cash_from_a_holder_that_can_receive_it() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        bytes memory call = _payCall(r, MAX);
        for (uint256 gas_ = 20_000; gas_ < 400_000; gas_ += 2_000) {
            vm.prank(buyer.addr);
            (bool ok, ) = address(ledger).call{gas: gas_}(call);
            _eq(_kept(factor.addr, id), 0, "kept");
            if (ok) return _eq(_held(factor.addr), CASH, "received");
        }
        _true(false, "never paid");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _byPayer(bytes memory call) private {
        payer.act(address(ledger), call);
    }

    function _claimCall(bytes32 id, address of_) private view returns (bytes memory) {
        return abi.encodeCall(ledger.claim, (id, of_, address(odd)));
    }

    function _transferCall(address from, address to, bytes32 id) private view returns (bytes memory) {
        return abi.encodeCall(token.transferFrom, (from, to, uint256(id)));
    }

    function _succeeded(Reenterer who, uint256 count) private view {
        _eq(who.count(), count, "steps");
        for (uint256 i; i < count; ++i) {
            _true(who.outcomes(i), string(who.answers(i)));
        }
    }

    function _fault(bytes4 selector, bytes32 id) private pure returns (bytes32) {
        return keccak256(abi.encodeWithSelector(selector, id));
    }
}
