// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Permit2Consent, Receivable, Status, Terms, Verb} from "../../../contracts/types/Types.sol";
import {Currency, FalseCurrency, HookedCurrency, SilentCurrency} from "../mocks/Currencies.sol";
import {Reenterer} from "../mocks/Reenterer.sol";
import {Permit2World} from "../support/Permit2World.sol";
import {Typed} from "../support/Typed.sol";

/// @notice Paying through Permit2 itself. Whose signature counts stands in consent/PayWithPermit2.
contract PayWithPermit2Test is Permit2World {
    // ------------------------------------------------------------------------------------------------------- settling

    function test_what_lies_at_the_address_is_permit2() public view {
        // The address is a hash of the code that made it; only the chain's domain is its own.
        _true(address(permit2).code.length == 9_152, "code");
        bytes32 hash = keccak256("anything");
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", permit2.DOMAIN_SEPARATOR(), hash));
        _eq(_permit2Digest(hash), digest, "domain without a version");
    }

    function test_all_is_paid_from_an_allowance_that_the_ledger_does_not_have() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Permit2Consent memory consent = _permitted(r, 2_000_000);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivablePaid(id, buyer.addr, supplier.addr, AMOUNT, 20_000, 0, 0, true);
        _eq(_payWith(r, 2_000_000, consent), CASH, "cash");
        _true(coin.balanceOf(supplier.addr) == CASH && coin.balanceOf(buyer.addr) == 1e15 - CASH, "balances");
        _true(coin.balanceOf(relayer.addr) == 0 && coin.balanceOf(address(ledger)) == 0, "nobody else's");
        _true(_state(r).closed && _state(r).settled == AMOUNT, "closed");
        _eq(_spentBits(buyer.addr), 1 << NONCE, "Permit2's nonce");
        _false(lens.isSpent(buyer.addr, NONCE), "the ledger's nonces are others");
    }

    function test_a_part_is_paid_late_with_charges_first() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        Permit2Consent memory consent = _permitted(r, 100_000);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivablePaid(id, buyer.addr, supplier.addr, 69_026, 0, 30_974, 69_026 * 97, false);
        _eq(_payWith(r, 100_000, consent), 100_000, "cash");
        _eq(coin.balanceOf(supplier.addr), 100_000, "received");
    }

    function test_no_more_is_taken_than_is_due() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _eq(_payWith(r, MAX, _permitted(r, MAX)), CASH, "cash");
        _eq(coin.balanceOf(buyer.addr), 1e15 - CASH, "given");
    }

    function test_one_unit_is_paid() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _eq(_payWith(r, 1, _permitted(r, 1)), 1, "cash");
        _eq(_state(r).settled, 1, "settled");
    }

    function test_cash_goes_to_whoever_holds_it_now() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Permit2Consent memory consent = _permitted(r, MAX);
        _transfer(id, factor.addr);
        _payWith(r, MAX, consent);
        _true(coin.balanceOf(factor.addr) == CASH && coin.balanceOf(supplier.addr) == 0, "received");
    }

    function test_a_discount_lasts_to_the_last_second_of_its_day() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        _accepted(a);
        _accepted(b);
        // At UTC+1 the day ends at 23:00 UTC.
        _warp((TODAY + 11) * 1 days - 1 hours - 1);
        _eq(_payWith(a, MAX, _permitted(a, MAX)), CASH, "first tier");
        _warp((TODAY + 11) * 1 days - 1 hours);
        _eq(_payWith(b, MAX, _permitted(buyer.addr, buyer.key, b, MAX, NONCE + 1)), 990_000, "second tier");
    }

    function test_anyone_pays_with_its_own_money() public {
        Receivable memory r = _make(1);
        _accepted(r);
        coin.mint(stranger.addr, CASH);
        _allow(stranger.addr, address(coin));
        _payWith(r, MAX, _permitted(stranger.addr, stranger.key, r, MAX, 0));
        _true(coin.balanceOf(stranger.addr) == 0 && coin.balanceOf(buyer.addr) == 1e15, "balances");
    }

    function test_a_currency_that_answers_nothing_is_paid() public {
        _useThrough(new SilentCurrency());
        (Receivable memory r, ) = _owed(1, factor.addr);
        _payWith(r, MAX, _permitted(r, MAX));
        _eq(_held(factor.addr), CASH, "received");
    }

    function testFuzz_it_settles_what_paying_settles(uint256 maxCash, uint16 days_, uint8 allocation) public {
        Terms memory t = _terms();
        t.allocation = allocation % 2;
        (Receivable memory a, Receivable memory b) = (_make(1, t), _make(2, t));
        _accepted(a);
        _accepted(b);
        _warp(START + _bound(days_, 0, 400) * 1 days);
        maxCash = _bound(maxCash, 1, 2 * uint256(AMOUNT));
        uint256 cash = _payWith(a, maxCash, _permitted(a, maxCash));
        _fund(stranger.addr);
        _eq(_pay(b, stranger.addr, maxCash), cash, "cash");
        _eq(_state(a).settled, _state(b).settled, "settled");
        _eq(_state(a).lateDays, _state(b).lateDays, "late days");
        _eq(_state(a).chargesSettled, _state(b).chargesSettled, "charges");
        _true(_state(a).closed == _state(b).closed, "closed");
        _eq(coin.balanceOf(supplier.addr), 2 * cash, "received");
    }

    // ----------------------------------------------------------------------------------------------- a blocked holder

    function test_what_a_blocked_holder_cannot_receive_is_kept_and_claimed() public {
        Currency[3] memory currencies = [new Currency(), new FalseCurrency(), new SilentCurrency()];
        for (uint256 i; i < 3; ++i) {
            _useThrough(currencies[i]);
            (Receivable memory r, bytes32 id) = _owed(i, factor.addr);
            odd.setBlocked(factor.addr, true);
            Permit2Consent memory consent = _permitted(buyer.addr, buyer.key, r, MAX, i);
            vm.expectEmit(address(ledger));
            emit ILedger.ReceivablePaid(id, buyer.addr, factor.addr, AMOUNT, 20_000, 0, 0, true);
            vm.expectEmit(address(ledger));
            emit ILedger.CashKept(id, factor.addr, address(odd), CASH);
            _eq(_payWith(r, MAX, consent), CASH, "cash");
            _true(_kept(factor.addr, id) == CASH && _held(address(ledger)) == CASH, "kept");
            _true(_held(buyer.addr) == PURSE - CASH && _state(r).closed, "given once");
            odd.setBlocked(factor.addr, false);
            ledger.claim(id, factor.addr, address(odd));
            _true(_held(factor.addr) == CASH && _held(address(ledger)) == 0, "claimed");
        }
        _eq(_spentBits(buyer.addr), 7, "one nonce each");
    }

    function test_a_holder_that_refuses_by_its_hook_is_kept_for() public {
        HookedCurrency hooked = new HookedCurrency();
        Reenterer holder = new Reenterer();
        _useThrough(hooked);
        hooked.setHooked(address(holder));
        holder.setRefuses(true);
        (Receivable memory r, bytes32 id) = _owed(1, address(holder));
        _payWith(r, MAX, _permitted(r, MAX));
        _eq(_kept(address(holder), id), CASH, "kept");
    }

    function test_a_holder_that_reenters_while_it_is_paid_claims_nothing() public {
        HookedCurrency hooked = new HookedCurrency();
        _useThrough(hooked);
        odd.setBlocked(factor.addr, true);
        (Receivable memory first, bytes32 id) = _owed(1, factor.addr);
        _payWith(first, MAX, _permitted(first, MAX));
        odd.setBlocked(factor.addr, false);
        Reenterer greedy = _greedyHolder(hooked, id);
        (Receivable memory second, ) = _owed(2, address(greedy));
        _payWith(second, MAX, _permitted(buyer.addr, buyer.key, second, MAX, 1));
        _true(greedy.count() == 1 && !greedy.outcomes(0), "refused");
        _true(_kept(factor.addr, id) == CASH && _held(address(ledger)) == CASH, "still kept");
        _eq(_held(address(greedy)), CASH, "and paid what is due");
    }

    function test_where_neither_holder_nor_ledger_can_receive_nothing_happens() public {
        _useThrough(new Currency());
        (Receivable memory r, ) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        odd.setBlocked(address(ledger), true);
        Permit2Consent memory consent = _permitted(r, MAX);
        vm.expectRevert("TRANSFER_FROM_FAILED");
        _payWith(r, MAX, consent);
        _true(_state(r).settled == 0 && _spentBits(buyer.addr) == 0 && _held(buyer.addr) == PURSE, "nothing");
        odd.setBlocked(address(ledger), false);
        _payWith(r, MAX, consent);
        _eq(_kept(factor.addr, Typed.idOf(r.header)), CASH, "the same consent serves later");
    }

    // ------------------------------------------------------------------------------------------------------- refusing

    function test_an_allowance_for_the_ledger_is_none_for_permit2() public {
        Receivable memory r = _make(1);
        _accepted(r);
        vm.prank(buyer.addr);
        coin.approve(address(permit2), CASH - 1);
        vm.prank(buyer.addr);
        coin.approve(address(ledger), MAX);
        Permit2Consent memory consent = _permitted(r, MAX);
        vm.expectRevert("TRANSFER_FROM_FAILED");
        _payWith(r, MAX, consent);
        _eq(coin.balanceOf(buyer.addr), 1e15, "balance");
    }

    function test_a_payer_without_money_pays_nothing() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _allow(stranger.addr, address(coin));
        Permit2Consent memory consent = _permitted(stranger.addr, stranger.key, r, MAX, 0);
        vm.expectRevert("TRANSFER_FROM_FAILED");
        _payWith(r, MAX, consent);
        _true(_state(r).settled == 0 && _spentBits(stranger.addr) == 0, "nothing");
    }

    function test_before_acceptance_nothing_is_paid() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        Permit2Consent memory consent = _permitted(r, MAX);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Issued, Verb.Pay));
        _payWith(r, MAX, consent);
    }

    function test_only_the_terms_that_were_agreed_are_paid() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        r.terms.amount = 1;
        Permit2Consent memory consent = _permitted(r, MAX);
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        _payWith(r, MAX, consent);
    }

    function test_money_outside_the_chain_is_not_paid_here() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(999);
        bytes32 id = _accepted(r);
        Permit2Consent memory consent = _permitted(r, MAX);
        vm.expectRevert(abi.encodeWithSelector(ILedger.PaidOffChain.selector, id, address(999)));
        _payWith(r, MAX, consent);
    }

    function test_nothing_is_no_payment() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Permit2Consent memory consent = _permitted(r, 0);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingPaid.selector, id));
        _payWith(r, 0, consent);
    }

    /// @dev Nobody would have asked who consents.
    function test_what_a_discount_covers_whole_is_settled_in_nobodys_name() public {
        Terms memory t = _plainTerms();
        (t.discountDay1, t.discount1) = (t.dueDay, t.amount);
        Receivable memory r = _make(1, t);
        bytes32 id = _accepted(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingPaid.selector, id));
        _payWith(r, 0, Permit2Consent(factor.addr, 0, 0, ""));
        Permit2Consent memory consent = _permitted(r, MAX);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingPaid.selector, id));
        _payWith(r, MAX, consent);
        _true(_state(r).settled == 0 && !_state(r).closed && _spentBits(buyer.addr) == 0, "nothing");
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivablePaid(id, stranger.addr, supplier.addr, AMOUNT, AMOUNT, 0, 0, true);
        _eq(_pay(r, stranger.addr, 0), 0, "who calls settles it in its own name");
    }

    /// @dev Permit2 does not look whether its currency has code, so that nothing would move and nothing fail.
    function test_what_has_no_code_pays_no_debt() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(uint160(uint256(keccak256("no code"))));
        bytes32 id = _accepted(r);
        Permit2Consent memory consent = _permitted(r, MAX);
        vm.expectRevert(abi.encodeWithSelector(ILedger.PaidOffChain.selector, id, r.terms.currency));
        _payWith(r, MAX, consent);
        _true(_state(r).settled == 0 && _spentBits(buyer.addr) == 0, "nothing");
    }

    function test_what_is_closed_is_not_paid_again_and_spends_no_nonce() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _payWith(r, MAX, _permitted(r, MAX));
        Permit2Consent memory consent = _permitted(buyer.addr, buyer.key, r, MAX, NONCE + 1);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyClosed.selector, id));
        _payWith(r, MAX, consent);
        _eq(_spentBits(buyer.addr), 1 << NONCE, "nonces");
    }

    function test_where_permit2_is_not_deployed_nothing_is_paid() public {
        Receivable memory r = _make(1);
        _accepted(r);
        Permit2Consent memory consent = _permitted(r, MAX);
        vm.etch(address(permit2), "");
        vm.expectRevert();
        _payWith(r, MAX, consent);
        _eq(_state(r).settled, 0, "settled");
    }

    function test_ether_is_refused() public {
        _true(address(this).balance != 0, "there is ether to send");
        Receivable memory r = _make(1);
        _accepted(r);
        (bool ok, ) = address(ledger).call{value: 1}(_payWithCall(r, MAX, _permitted(r, MAX)));
        _false(ok, "value");
    }

    function test_several_payments_through_permit2_go_in_one_multicall_or_none() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        _accepted(a);
        _accepted(b);
        bytes[] memory calls = new bytes[](2);
        calls[0] = _payWithCall(a, MAX, _permitted(a, MAX));
        calls[1] = _payWithCall(b, MAX, _permitted(b, MAX));
        // Both under one nonce.
        vm.expectRevert();
        ledger.multicall(calls);
        _true(!_state(a).closed && coin.balanceOf(buyer.addr) == 1e15, "none");
        calls[1] = _payWithCall(b, MAX, _permitted(buyer.addr, buyer.key, b, MAX, NONCE + 1));
        ledger.multicall(calls);
        _true(_state(a).closed && _state(b).closed, "both");
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _useThrough(Currency currency) private {
        _use(currency);
        vm.prank(buyer.addr);
        currency.approve(address(ledger), 0);
        _allow(buyer.addr, address(currency));
    }

    /// @dev A holder that claims what is kept for another one while it is being paid, to spoil measured balances.
    function _greedyHolder(HookedCurrency hooked, bytes32 id) private returns (Reenterer greedy) {
        greedy = new Reenterer();
        hooked.setHooked(address(greedy));
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(ledger.claim, (id, factor.addr, address(hooked)));
        greedy.plan(false, address(ledger), abi.encodeCall(ledger.multicall, (calls)));
    }
}
