// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {IReceivablesCore} from "../../../contracts/interfaces/IReceivablesCore.sol";
import {PaymentOrder, Receivable} from "../../../contracts/types/Types.sol";
import {Listener} from "../mocks/Listener.sol";
import {ListenerWorld} from "../support/ListenerWorld.sol";
import {Typed} from "../support/Typed.sol";

/// @notice What reaches a holder that listens: its cash and the word of it, both or neither.
contract DeliverTest is ListenerWorld {
    /// @dev A receivable as it was while its holder was told.
    bytes32 private seen;

    // ---------------------------------------------------------------------------------------------------------
    // payments

    function test_a_holder_that_listens_is_told_of_each_payment_whatever_the_way() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _listened(i);
            uint256 had = _received();
            _eq(_payIn(Way(i), r, 10_000), 10_000, "part");
            _wasTold(id, 10_000);
            _eq(_payIn(Way(i), r, MAX), CASH - 10_000, "rest");
            _wasTold(id, CASH - 10_000);
            _true(_state(r).closed && _received() == had + CASH, "received");
            _true(_kept(id) == 0 && _held(address(ledger)) == 0, "nothing stays");
            _eq(listener.times(), 2 * (i + 1), "once each");
        }
    }

    function test_a_holder_that_does_not_listen_is_not_told() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, ) = _owed(i, address(listener));
            _payIn(Way(i), r, MAX);
        }
        _true(listener.times() == 0 && _received() == WAYS * CASH, "received without a word");
    }

    function test_a_former_holder_is_not_told() public {
        (Receivable memory r, bytes32 id) = _listened(1);
        _transfer(id, factor.addr);
        _pay(r, buyer.addr, MAX);
        _true(listener.times() == 0 && _held(factor.addr) == CASH, "the holder of now is paid");
    }

    function test_the_whole_of_the_payment_stands_before_the_holder_is_told() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _listened(i);
            listener.plan(false, address(this), abi.encodeCall(this.look, (id)));
            _payIn(Way(i), r, MAX);
            _eq(seen, keccak256(abi.encode(_state(r))), "as it is afterwards");
        }
    }

    function look(bytes32 id) external {
        seen = keccak256(abi.encode(lens.stateOf(id)));
    }

    function test_a_payment_without_cash_calls_nobody() public {
        for (uint256 i; i < 3; ++i) {
            Receivable memory r = _make(i, _plainTerms());
            r.terms.currency = address(odd);
            (r.terms.discountDay1, r.terms.discount1) = (r.terms.dueDay, AMOUNT);
            bytes32 id = _accepted(r);
            _transfer(id, address(listener));
            _listenTo(id);
            _eq(_payIn(Way(i), r, MAX), 0, "cash");
            _true(_state(r).closed && listener.times() == 0, "settled without a word");
        }
    }

    function test_an_account_without_code_that_listens_has_its_cash_kept() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _owed(i, factor.addr);
            vm.prank(factor.addr);
            ledger.listen(id);
            vm.expectEmit(address(ledger));
            emit ILedger.CashKept(id, factor.addr, address(odd), CASH);
            _payIn(Way(i), r, MAX);
            _true(_state(r).closed && _kept(factor.addr, id) == CASH, "kept");
        }
    }

    // -----------------------------------------------------------------------------------------------------------
    // batches

    function test_of_a_batch_each_is_delivered_by_itself() public {
        (Receivable memory a, bytes32 first) = _listened(1);
        (Receivable memory b, bytes32 second) = _listened(2);
        PaymentOrder[] memory orders = _orders(a, b);
        orders[0].maxCash = 7;
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _true(listener.times() == 2 && _received() == CASH + 7, "received");
        (bytes32 told, , uint256 cash, , , ) = listener.heard(0);
        _true(told == first && cash == 7, "the first by itself");
        _wasTold(second, CASH);
    }

    function test_a_batch_tells_only_of_those_on_which_its_holder_listens() public {
        (Receivable memory a, bytes32 first) = _listened(1);
        (Receivable memory b, ) = _owed(2, address(listener));
        (Receivable memory c, bytes32 third) = _listened(3);
        (Receivable memory d, ) = _owed(4, factor.addr);
        PaymentOrder[] memory orders = new PaymentOrder[](4);
        (orders[0], orders[1], orders[2], orders[3]) = (_order(a), _order(b), _order(c), _order(d));
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _true(_received() == 3 * CASH && _held(factor.addr) == CASH, "all receive");
        (bytes32 told, , , , , ) = listener.heard(0);
        _true(listener.times() == 2 && told == first, "the first");
        _wasTold(third, CASH);
    }

    function test_of_a_batch_what_is_closed_already_is_not_told_again() public {
        (Receivable memory a, ) = _listened(1);
        (Receivable memory b, bytes32 second) = _listened(2);
        _pay(a, buyer.addr, MAX);
        PaymentOrder[] memory orders = _orders(a, b);
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _eq(listener.times(), 2, "once each");
        _wasTold(second, CASH);
    }

    function test_of_a_batch_only_what_its_holder_does_not_take_is_kept() public {
        Listener other = new Listener();
        (Receivable memory a, bytes32 first) = _owed(1, address(other));
        other.act(address(ledger), abi.encodeCall(ledger.listen, (first)));
        other.behave(Listener.Conduct.Reverts);
        (Receivable memory b, bytes32 second) = _listened(2);
        PaymentOrder[] memory orders = _orders(a, b);
        vm.prank(buyer.addr);
        uint256[] memory cash = ledger.payMany(orders);
        _true(cash[0] == CASH && cash[1] == CASH && _state(a).closed && _state(b).closed, "both are paid");
        _true(_kept(address(other), first) == CASH && _kept(second) == 0 && _received() == CASH, "one is kept");
    }

    // -------------------------------------------------------------------------------------------------------------
    // claims

    function test_kept_cash_is_delivered_with_a_word_as_soon_as_the_holder_takes_it() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _listened(i);
            listener.behave(Listener.Conduct.Reverts);
            _payIn(Way(i), r, 10_000);
            _payIn(Way(i), r, MAX);
            _true(_kept(id) == CASH && listener.times() == i, "kept");
            vm.expectRevert(abi.encodeWithSelector(ILedger.NotDelivered.selector, id, address(listener)));
            _claim(stranger.addr, id);
            _eq(_kept(id), CASH, "still kept");
            listener.behave(Listener.Conduct.Answers);
            vm.expectEmit(address(ledger));
            emit ILedger.CashClaimed(id, address(listener), address(odd), CASH);
            _eq(_claim(stranger.addr, id), CASH, "claimed");
            _wasTold(id, CASH);
            _true(_kept(id) == 0 && _held(address(ledger)) == 0, "nothing stays");
        }
    }

    function test_a_holder_that_listens_may_ask_for_its_own_cash_and_is_told_if_it_can_be() public {
        (Receivable memory r, bytes32 id) = _keptFor(1);
        _claim(address(listener), id);
        _true(_received() == CASH && listener.times() == 0, "without a word, since it asked");
        (, id) = _keptFor(2);
        listener.behave(Listener.Conduct.Answers);
        _claim(address(listener), id);
        _wasTold(id, CASH);
        _true(_received() == 2 * CASH && _state(r).listening, "and goes on listening");
    }

    /// @dev A locked receivable never leaves it, and an account without code has no hook to mend.
    function test_cash_of_a_locked_receivable_is_not_kept_for_ever_from_an_account_that_listens() public {
        Receivable memory r = _make(1);
        (r.terms.currency, r.header.policy) = (address(odd), 2);
        bytes32 id = _accepted(r);
        vm.prank(supplier.addr);
        ledger.listen(id);
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NotDelivered.selector, id, supplier.addr));
        ledger.claim(id, supplier.addr, address(odd));
        vm.prank(supplier.addr);
        ledger.claim(id, supplier.addr, address(odd));
        _eq(_held(supplier.addr), CASH, "received");
    }

    function test_what_was_kept_for_a_former_holder_comes_without_a_word() public {
        (, bytes32 id) = _keptFor(1);
        _transfer(id, factor.addr);
        _claim(stranger.addr, id);
        _true(_received() == CASH && listener.times() == 0, "as any cash");
    }

    function test_of_what_was_kept_for_a_former_holder_the_holder_of_now_is_told_nothing() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _pay(r, buyer.addr, 400_000);
        odd.setBlocked(factor.addr, false);
        _transfer(id, address(listener));
        _listenTo(id);
        ledger.claim(id, factor.addr, address(odd));
        _true(_held(factor.addr) == 400_000 && listener.times() == 0, "the former holder has it");
    }

    function test_what_was_kept_before_it_listened_comes_with_a_word() public {
        (Receivable memory r, bytes32 id) = _owed(1, address(listener));
        odd.setBlocked(address(listener), true);
        _pay(r, buyer.addr, MAX);
        odd.setBlocked(address(listener), false);
        _listenTo(id);
        _claim(stranger.addr, id);
        _wasTold(id, CASH);
    }

    function test_kept_cash_of_another_currency_comes_with_its_own_word() public {
        (, bytes32 id) = _keptFor(1);
        listener.behave(Listener.Conduct.Answers);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, id, address(listener), address(coin)));
        ledger.claim(id, address(listener), address(coin));
        _claim(stranger.addr, id);
        _wasTold(id, CASH);
    }

    // ----------------------------------------------------------------------------------------------- nobody else's
    // call

    function test_nobody_but_the_ledger_delivers() public {
        (, bytes32 id) = _listened(1);
        bytes memory call = _deliverCall(id, buyer.addr, address(listener));
        address[5] memory others = [buyer.addr, supplier.addr, address(listener), stranger.addr, relayer.addr];
        for (uint256 i; i < 5; ++i) {
            bytes[] memory calls = new bytes[](1);
            calls[0] = call;
            vm.expectRevert(abi.encodeWithSelector(ILedger.CallerNotLedger.selector, others[i]));
            vm.prank(others[i]);
            ledger.multicall(calls);
            vm.prank(others[i]);
            (bool ok, bytes memory why) = address(ledger).call(call);
            _false(ok, "delivered");
            _eq(keccak256(why), keccak256(abi.encodeWithSelector(ILedger.CallerNotLedger.selector, others[i])), "why");
        }
        _true(_held(buyer.addr) == PURSE && listener.times() == 0, "nothing moves");
    }

    function test_the_code_of_the_verbs_delivers_nothing_of_its_own() public {
        (, bytes32 id) = _listened(1);
        (address adjustments, address amendments) = ledger.codes();
        for (uint256 i; i < 2; ++i) {
            (bool ok, ) = (i == 0 ? adjustments : amendments).call(_deliverCall(id, buyer.addr, address(listener)));
            _false(ok, "delivered");
        }
    }

    function test_a_ledger_that_is_made_to_call_itself_as_a_currency_delivers_nothing() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(ledger);
        bytes32 id = _accepted(r);
        _transfer(id, address(listener));
        _listenTo(id);
        // It cannot be kept either: the ledger takes no tokens of its own.
        vm.expectRevert(abi.encodeWithSelector(ILedger.HolderInvalid.selector, address(ledger)));
        _pay(r, buyer.addr, MAX);
        vm.prank(stranger.addr);
        ledger.permit(IERC20Permit(address(ledger)), buyer.addr, CASH, clock, 27, "r", "s");
        _true(_state(r).settled == 0 && listener.times() == 0 && _held(buyer.addr) == PURSE, "nothing moves");
    }

    // --------------------------------------------------------------------------------------------------------------
    // gas

    function test_the_hook_has_all_of_its_gas_or_is_not_called() public {
        for (uint256 i; i < WAYS; ++i) {
            (Receivable memory r, bytes32 id) = _listened(i);
            bytes memory call = _callIn(Way(i), r);
            uint256 calledOnce;
            for (uint256 gas_ = 100_000; gas_ < 1_000_000; gas_ += 9_973) {
                vm.prank(i == uint256(Way.Permit2) ? relayer.addr : buyer.addr);
                (bool ok, bytes memory why) = address(ledger).call{gas: gas_}(call);
                _eq(_kept(id), 0, "never kept for want of gas");
                if (!ok) {
                    if (why.length != 0) _true(bytes4(why) == ILedger.GasTooLow.selector, "why");
                    _eq(_state(r).settled, 0, "or nothing");
                    continue;
                }
                calledOnce = gas_;
                break;
            }
            _true(calledOnce > DELIVERY_GAS, "as soon as the gas will do");
            _true(_gasGiven() <= HOOK_GAS && _gasGiven() > HOOK_GAS - 1_000, "all of it");
        }
    }

    function test_with_more_gas_the_hook_has_no_more() public {
        (Receivable memory r, ) = _listened(1);
        bytes memory call = _callIn(Way.Own, r);
        vm.prank(buyer.addr);
        (bool ok, ) = address(ledger).call{gas: 16_000_000}(call);
        _true(ok && _gasGiven() <= HOOK_GAS, "no more");
    }

    function test_what_is_left_and_what_is_needed_is_told() public {
        (Receivable memory r, ) = _listened(1);
        bytes memory call = _callIn(Way.Own, r);
        vm.prank(buyer.addr);
        (bool ok, bytes memory why) = address(ledger).call{gas: DELIVERY_GAS}(call);
        _true(!ok && bytes4(why) == ILedger.GasTooLow.selector, "refused");
        (uint256 left, uint256 needed) = _words(why);
        _true(left < DELIVERY_GAS && left > DELIVERY_GAS - 100_000 && needed == DELIVERY_GAS, "by the figures");
    }

    function test_a_claim_for_a_holder_that_listens_needs_the_same_gas() public {
        (, bytes32 id) = _keptFor(1);
        listener.behave(Listener.Conduct.Answers);
        bytes memory call = abi.encodeCall(ledger.claim, (id, address(listener), address(odd)));
        (bool ok, bytes memory why) = address(ledger).call{gas: DELIVERY_GAS}(call);
        _true(!ok && bytes4(why) == ILedger.GasTooLow.selector, "refused");
        _eq(_kept(id), CASH, "and kept as it was");
        (ok, ) = address(ledger).call{gas: DELIVERY_GAS + 50_000}(call);
        _true(ok && _received() == CASH, "delivered");
    }

    function test_who_does_not_listen_is_paid_with_little_gas() public {
        (Receivable memory r, ) = _owed(1, address(listener));
        bytes memory call = _callIn(Way.Own, r);
        vm.prank(buyer.addr);
        (bool ok, ) = address(ledger).call{gas: 150_000}(call);
        _true(ok && _received() == CASH, "received");
    }

    // ------------------------------------------------------------------------------------------------------
    // conservation

    /// @dev Whatever holders do and whoever listens, cash is with the payer, with the holder or kept for it, and a
    /// holder that listens has been told of all that it has.
    /// hardhat-config: fuzz.runs = 1500
    function test_fuzz_cash_is_conserved_and_all_of_it_is_told(
        uint96[4] memory cash,
        uint8[4] memory ways,
        uint8[4] memory conducts,
        uint8 listening,
        uint8 claims
    ) public {
        uint256 paid;
        uint256 silent;
        for (uint256 i; i < 4; ++i) {
            (Receivable memory r, bytes32 id) = _owed(i, address(listener));
            bool listens = (listening >> i) & 1 == 1;
            if (listens) _listenTo(id);
            listener.behave(Listener.Conduct(conducts[i] % 10));
            uint256 part = _payIn(Way(ways[i] % WAYS), r, _bound(cash[i], 1, AMOUNT));
            paid += part;
            if (!listens) silent += part;
            listener.behave(Listener.Conduct.Answers);
            if ((claims >> i) & 1 == 1 && _kept(id) != 0) _claim(stranger.addr, id);
            _eq(_held(buyer.addr) + _received() + _held(address(ledger)), PURSE, "conserved");
        }
        uint256 kept;
        for (uint256 i; i < 4; ++i) kept += _kept(Typed.idOf(_make(i).header));
        uint256 told;
        for (uint256 i; i < listener.times(); ++i) {
            (, , uint256 sum, , , ) = listener.heard(i);
            told += sum;
        }
        _eq(_held(buyer.addr), PURSE - paid, "given once");
        _eq(_held(address(ledger)), kept, "what lies there is kept");
        _eq(told + silent + kept, paid, "told, silent or kept");
        _eq(_received(), told + silent, "received");
    }

    // -----------------------------------------------------------------------------------------------------------
    // helpers

    /// @dev Cash that a holder that listens and reverts did not take.
    function _keptFor(uint256 number) private returns (Receivable memory r, bytes32 id) {
        (r, id) = _listened(number);
        listener.behave(Listener.Conduct.Reverts);
        _pay(r, buyer.addr, MAX);
        _eq(_kept(id), CASH, "kept");
    }

    function _claim(address sender, bytes32 id) private returns (uint256) {
        vm.prank(sender);
        return ledger.claim(id, address(listener), address(odd));
    }

    function _deliverCall(bytes32 id, address payer, address holder) private view returns (bytes memory) {
        return abi.encodeCall(IReceivablesCore.deliver, (id, address(odd), payer, holder, 5));
    }

    function _callIn(Way way, Receivable memory r) private returns (bytes memory) {
        if (way == Way.Permit2) return _payWithCall(r, MAX, _permittedAnew(r, MAX));
        if (way != Way.Batch) return _payCall(r, MAX);
        PaymentOrder[] memory orders = new PaymentOrder[](1);
        orders[0] = _order(r);
        return abi.encodeCall(ledger.payMany, (orders));
    }

    function _words(bytes memory answer) private pure returns (uint256 first, uint256 second) {
        assembly ("memory-safe") {
            first := mload(add(answer, 0x24))
            second := mload(add(answer, 0x44))
        }
    }
}
