// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Permit2Consent, Receivable} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Permit2World} from "./Permit2World.sol";

/// @notice What `CurrencyBehaviour` says of paying and claiming, where Permit2 takes the money, and where a permit that
/// the currency does not know goes before the payment.
abstract contract Permit2Behaviour is Permit2World {
    uint256 private _lastNonce;

    function _newCurrency() internal virtual returns (Currency);

    /// @dev The buyer has allowed Permit2, and not the ledger, to move its money.
    function setUp() public override {
        super.setUp();
        _use(_newCurrency());
        vm.prank(buyer.addr);
        odd.approve(address(ledger), 0);
        _allow(buyer.addr, address(odd));
    }

    // --------------------------------------------------------------------------------------------------------- Permit2

    function test_a_payment_by_permit2_reaches_the_holder() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        _eq(_payBy(buyer, r, 10_000), 10_000, "part");
        _eq(_payBy(buyer, r, MAX), CASH - 10_000, "rest");
        _true(_held(factor.addr) == CASH && _held(buyer.addr) == PURSE - CASH, "balances");
        _true(_held(address(ledger)) == 0 && _held(address(permit2)) == 0 && _state(r).closed, "nothing stays");
    }

    function test_many_payments_by_permit2_reach_their_holders() public {
        (Receivable memory a, ) = _owed(1, factor.addr);
        (Receivable memory b, ) = _owed(2, supplier.addr);
        bytes[] memory calls = new bytes[](2);
        calls[0] = _payWithCall(a, MAX, _consent(buyer, a, MAX));
        calls[1] = _payWithCall(b, MAX, _consent(buyer, b, MAX));
        vm.prank(relayer.addr);
        ledger.multicall(calls);
        _true(_held(factor.addr) == CASH && _held(supplier.addr) == CASH, "balances");
    }

    function test_what_a_holder_cannot_receive_by_permit2_is_kept_and_claimed_once() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        Permit2Consent memory consent = _consent(buyer, r, MAX);
        vm.expectEmit(address(ledger));
        emit ILedger.CashKept(id, factor.addr, address(odd), CASH);
        _eq(_payWith(r, MAX, consent), CASH, "cash");
        _true(_state(r).closed && _kept(factor.addr, id) == CASH && _held(address(ledger)) == CASH, "kept");
        _eq(_held(buyer.addr), PURSE - CASH, "given once");
        odd.setBlocked(factor.addr, false);
        _eq(ledger.claim(id, factor.addr, address(odd)), CASH, "claimed");
        _true(_held(factor.addr) == CASH && _held(address(ledger)) == 0, "handed over");
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, id, factor.addr, address(odd)));
        ledger.claim(id, factor.addr, address(odd));
    }

    function test_kept_parts_of_both_ways_of_paying_add_up() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _payBy(buyer, r, 1);
        vm.prank(buyer.addr);
        odd.approve(address(ledger), MAX);
        _pay(r, buyer.addr, 2);
        _payBy(buyer, r, 3);
        _true(_kept(factor.addr, id) == 6 && _held(address(ledger)) == 6, "kept");
    }

    function test_kept_cash_by_permit2_is_that_of_who_held_it_when_it_was_paid() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _payBy(buyer, r, 400_000);
        _transfer(id, stranger.addr);
        _payBy(buyer, r, MAX);
        _eq(_held(stranger.addr), CASH - 400_000, "who held it next is paid");
        _eq(_kept(factor.addr, id), 400_000, "who held it before has its part");
    }

    function test_a_blocked_payer_pays_nothing_by_permit2_and_its_consent_is_not_spent() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        Permit2Consent memory consent = _consent(buyer, r, MAX);
        odd.setBlocked(buyer.addr, true);
        vm.expectRevert("TRANSFER_FROM_FAILED");
        _payWith(r, MAX, consent);
        _true(_state(r).settled == 0 && _held(factor.addr) == 0 && _spentBits(buyer.addr) == 0, "nothing");
        odd.setBlocked(buyer.addr, false);
        _payWith(r, MAX, consent);
        _eq(_held(factor.addr), CASH, "later it serves");
    }

    function test_a_blocked_ledger_stops_no_payment_by_permit2() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        odd.setBlocked(address(ledger), true);
        odd.setBlocked(address(permit2), true);
        _payBy(buyer, r, MAX);
        _eq(_held(factor.addr), CASH, "received");
    }

    function test_where_neither_can_receive_by_permit2_nothing_happens() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        odd.setBlocked(address(ledger), true);
        odd.setBlocked(factor.addr, true);
        Permit2Consent memory consent = _consent(buyer, r, MAX);
        vm.expectRevert("TRANSFER_FROM_FAILED");
        _payWith(r, MAX, consent);
        _true(_state(r).settled == 0 && _held(buyer.addr) == PURSE && _spentBits(buyer.addr) == 0, "nothing");
    }

    function test_a_pause_delays_payments_by_permit2_and_loses_nothing() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        Permit2Consent memory consent = _consent(buyer, r, MAX);
        odd.setPaused(true);
        vm.expectRevert("TRANSFER_FROM_FAILED");
        _payWith(r, MAX, consent);
        odd.setPaused(false);
        _payWith(r, MAX, consent);
        _eq(_held(factor.addr), CASH, "received");
    }

    function test_a_holder_that_is_the_payer_pays_itself_by_permit2() public {
        (Receivable memory r, ) = _owed(1, buyer.addr);
        _payBy(buyer, r, MAX);
        _true(_state(r).closed && _held(buyer.addr) == PURSE, "settled");
    }

    function test_a_holder_without_code_for_it_is_paid_by_permit2_all_the_same() public {
        (Receivable memory r, ) = _owed(1, address(lens));
        _payBy(buyer, r, MAX);
        _eq(_held(address(lens)), CASH, "received");
    }

    function test_a_payer_without_money_changes_nothing_by_permit2() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        _allow(stranger.addr, address(odd));
        Permit2Consent memory consent = _consent(stranger, r, MAX);
        vm.expectRevert("TRANSFER_FROM_FAILED");
        _payWith(r, MAX, consent);
        _true(_state(r).settled == 0 && _spentBits(stranger.addr) == 0, "nothing");
    }

    // ------------------------------------------------------------------------------------------ a permit, then payment

    function test_a_currency_without_permits_is_paid_after_one_all_the_same() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        _allowLedger();
        vm.prank(buyer.addr);
        ledger.multicall(_permitAndPay(r));
        _true(_held(factor.addr) == CASH && _state(r).closed, "received");
    }

    function test_after_a_permit_what_a_holder_cannot_receive_is_kept() public {
        (Receivable memory r, bytes32 id) = _owed(1, factor.addr);
        _allowLedger();
        odd.setBlocked(factor.addr, true);
        vm.prank(buyer.addr);
        ledger.multicall(_permitAndPay(r));
        _true(_kept(factor.addr, id) == CASH && _held(buyer.addr) == PURSE - CASH, "kept");
    }

    function test_a_permit_and_a_payment_that_fails_leave_nothing_behind() public {
        (Receivable memory r, ) = _owed(1, factor.addr);
        _allowLedger();
        odd.setPaused(true);
        bytes[] memory calls = _permitAndPay(r);
        vm.expectRevert();
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        _true(_state(r).settled == 0 && _held(buyer.addr) == PURSE, "nothing");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    /// @dev Under a nonce of its own.
    function _consent(
        Party memory payer,
        Receivable memory r,
        uint256 maxCash
    ) private returns (Permit2Consent memory) {
        return _permitted(payer.addr, payer.key, r, maxCash, _lastNonce++);
    }

    function _payBy(Party memory payer, Receivable memory r, uint256 maxCash) private returns (uint256) {
        return _payWith(r, maxCash, _consent(payer, r, maxCash));
    }

    function _allowLedger() private {
        vm.prank(buyer.addr);
        odd.approve(address(ledger), MAX);
    }

    function _permitAndPay(Receivable memory r) private view returns (bytes[] memory calls) {
        calls = new bytes[](2);
        IERC20Permit currency = IERC20Permit(address(odd));
        calls[0] = abi.encodeCall(ledger.permit, (currency, buyer.addr, CASH, clock, 27, "r", "s"));
        calls[1] = _payCall(r, MAX);
    }
}
