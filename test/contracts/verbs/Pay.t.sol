// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {OpenTerms, Receivable, Status, Terms, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

contract PayTest is World {
    // ------------------------------------------------------------------------------------------------------- settling

    function test_paying_all_within_the_first_tier_costs_the_amount_less_its_discount() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _announce(r, AMOUNT, 20_000, 0, 0, true);
        _eq(_pay(r, buyer.addr, MAX), 980_000, "cash");
        _eq(coin.balanceOf(supplier.addr), 980_000, "received");
        _eq(coin.balanceOf(buyer.addr), 1e15 - 980_000, "given");
        _eq(coin.balanceOf(address(ledger)), 0, "nothing stays");
        ReceivableView memory s = _state(r);
        _true(s.closed && s.status == Status.Accepted && s.holder == supplier.addr, "closed");
        _eq(s.settled, AMOUNT, "settled");
        _eq(s.lateDays + s.chargesSettled + s.carry + s.credited, 0, "nothing else");
    }

    function test_paying_all_late_costs_interest_and_the_fixed_sum() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        // 10,000.00 x 10.15 % x 97 / 365 = 269.74 (V5), and 40.00.
        _announce(r, AMOUNT, 0, 26_974 + 4_000, uint256(AMOUNT) * 97, true);
        _eq(_pay(r, buyer.addr, MAX), 1_030_974, "cash");
        ReceivableView memory s = _state(r);
        _eq(s.lateDays, uint256(AMOUNT) * 97, "late days");
        _eq(s.chargesSettled, 30_974, "charges");
        _true(s.closed, "closed");
    }

    function test_a_part_in_time_settles_itself() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _announce(r, 300_000, 0, 0, 0, false);
        _eq(_pay(r, buyer.addr, 300_000), 300_000, "cash");
        ReceivableView memory s = _state(r);
        _eq(s.settled, 300_000, "settled");
        _false(s.closed, "closed");
        _eq(_quote(r).payoff, 680_000, "the discount of the whole is still to be had");
        _announce(r, 700_000, 20_000, 0, 0, true);
        _pay(r, buyer.addr, MAX);
    }

    function test_a_part_that_is_late_settles_charges_first() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        _announce(r, 69_026, 0, 30_974, 69_026 * 97, false);
        _eq(_pay(r, buyer.addr, 100_000), 100_000, "cash");
        _eq(_quote(r).charges, 0, "charges");
        _eq(_quote(r).open, AMOUNT - 69_026, "open");
    }

    function test_a_part_below_the_charges_settles_no_principal() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        _announce(r, 0, 0, 1, 0, false);
        _eq(_pay(r, buyer.addr, 1), 1, "cash");
        _eq(_state(r).settled, 0, "settled");
        _eq(_state(r).chargesSettled, 1, "charges");
    }

    function test_where_it_is_agreed_principal_comes_first() public {
        Terms memory t = _terms();
        t.allocation = 1;
        Receivable memory r = _make(1, t);
        _accepted(r);
        _warp(START + 127 days);
        _announce(r, 100_000, 0, 0, 100_000 * 97, false);
        _pay(r, buyer.addr, 100_000);
        _announce(r, 900_000, 0, 5_000, 900_000 * 97, false);
        _pay(r, buyer.addr, 905_000);
        _false(_state(r).closed, "charges are still due");
        _announce(r, 0, 0, 25_974, 0, true);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(supplier.addr), 1_030_974, "received");
    }

    function test_on_parts_a_part_earns_its_discount_and_carries_the_rest() public {
        Terms memory t = _terms();
        t.discountOnParts = true;
        Receivable memory r = _make(1, t);
        bytes32 id = _accepted(r);
        // 2 % on 100: the part of 98 settles 100 and no rest; a part of 10 settles 10 and carries 0.2 units.
        _announce(r, 100, 2, 0, 0, false);
        _pay(r, buyer.addr, 98);
        _eq(_state(r).carry, 0, "no carry");
        vm.expectEmit(true, true, true, false, address(ledger));
        emit ILedger.DiscountCarried(id, 0);
        _pay(r, buyer.addr, 10);
        _true(_state(r).carry != 0, "carry");
        _eq(_state(r).lateDays + _state(r).chargesSettled, 0, "nothing else");
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(supplier.addr), 980_000, "in all as if paid at once");
    }

    function test_a_payment_goes_to_whoever_holds_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 1_000);
        _transfer(id, factor.addr);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(supplier.addr), 1_000, "supplier");
        _eq(coin.balanceOf(factor.addr), 979_000, "factor");
    }

    function test_anyone_pays_with_its_own_money() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _fund(stranger.addr);
        _pay(r, stranger.addr, MAX);
        _eq(coin.balanceOf(stranger.addr), 1e15 - 980_000, "given");
        _eq(coin.balanceOf(buyer.addr), 1e15, "the buyer gave nothing");
    }

    function test_no_more_than_the_payoff_is_taken() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _eq(_pay(r, buyer.addr, 980_001), 980_000, "cash");
    }

    function test_a_discount_of_everything_closes_without_cash() public {
        Terms memory t = _plainTerms();
        (t.discountDay1, t.discount1) = (t.dueDay, t.amount);
        Receivable memory r = _make(1, t);
        _accepted(r);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivablePaid(Typed.idOf(r.header), stranger.addr, supplier.addr, AMOUNT, AMOUNT, 0, 0, true);
        _eq(_pay(r, stranger.addr, 0), 0, "cash");
        _true(_state(r).closed, "closed");
    }

    // -------------------------------------------------------------------------------------------------------- refusing

    function test_nothing_is_no_payment() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingPaid.selector, id));
        _pay(r, buyer.addr, 0);
    }

    function test_what_is_closed_is_not_paid_again() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyClosed.selector, id));
        _pay(r, buyer.addr, MAX);
    }

    function test_before_acceptance_nothing_is_paid() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Issued, Verb.Pay));
        _pay(r, buyer.addr, MAX);
    }

    function test_only_the_terms_that_were_agreed_are_paid() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Receivable memory other = _make(1);
        other.terms.amount = 1;
        _mismatch(id, _openTerms(other), Typed.hash(other));
        other = _make(1);
        other.terms.salt = 0;
        _mismatch(id, _openTerms(other), Typed.hash(other));
        other = _make(2);
        _mismatch(id, _openTerms(other), Typed.hash(other));
        _mismatch(Typed.idOf(other.header), _openTerms(r), Typed.hash(r));
    }

    function test_money_outside_the_chain_is_not_paid_here() public {
        uint160[3] memory codes = [uint160(1), 156, 999];
        for (uint256 i; i < codes.length; ++i) {
            Receivable memory r = _make(i);
            r.terms.currency = address(codes[i]);
            bytes32 id = _accepted(r);
            vm.expectRevert(abi.encodeWithSelector(ILedger.PaidOffChain.selector, id, r.terms.currency));
            _pay(r, buyer.addr, MAX);
        }
    }

    function test_sealed_terms_in_no_currency_are_not_paid_here() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(0);
        bytes32 id = _acceptedSealed(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.PaidOffChain.selector, id, address(0)));
        _pay(r, buyer.addr, MAX);
    }

    function test_the_first_address_behind_the_codes_is_a_token() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(1_000);
        vm.etch(address(1_000), address(coin).code);
        _accepted(r);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(ledger), 0, 980_000)
        );
        _pay(r, buyer.addr, MAX);
    }

    function test_a_payer_without_money_pays_nothing() public {
        Receivable memory r = _make(1);
        _accepted(r);
        vm.prank(stranger.addr);
        coin.approve(address(ledger), MAX);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, stranger.addr, 0, 980_000)
        );
        _pay(r, stranger.addr, MAX);
        _eq(_state(r).settled, 0, "settled");
    }

    function test_a_payer_without_allowance_pays_nothing() public {
        Receivable memory r = _make(1);
        _accepted(r);
        vm.prank(buyer.addr);
        coin.approve(address(ledger), 979_999);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(ledger), 979_999, 980_000)
        );
        _pay(r, buyer.addr, MAX);
    }

    function test_ether_is_refused() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        bytes memory call = abi.encodeCall(ledger.pay, (id, _openTerms(r), MAX, _none()));
        (bool ok, ) = address(ledger).call{value: 1}(call);
        _false(ok, "pay");
        (ok, ) = address(ledger).call{value: 1}("");
        _false(ok, "nothing");
        (ok, ) = address(ledger).call("");
        _false(ok, "no call");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _announce(
        Receivable memory r,
        uint256 principal,
        uint256 discount,
        uint256 charges,
        uint256 lateDays,
        bool closed
    ) private {
        bytes32 id = Typed.idOf(r.header);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivablePaid(id, buyer.addr, supplier.addr, principal, discount, charges, lateDays, closed);
    }

    function _mismatch(bytes32 id, OpenTerms memory opened, bytes32 found) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, found));
        vm.prank(buyer.addr);
        ledger.pay(id, opened, MAX, _none());
    }
}
