// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Consent, OpenTerms, Receivable} from "../../../contracts/types/Types.sol";
import {HostilePermit} from "../mocks/HostilePermit.sol";
import {PermitCurrency} from "../mocks/PermitCurrency.sol";
import {Typed} from "../support/Typed.sol";
import {TypedReceipts} from "../support/TypedReceipts.sol";
import {World} from "../support/World.sol";

contract PermitTest is World {
    uint256 private constant CASH = 980_000;

    /// @dev An ERC-2612 permit, ready to be carried.
    struct Permit {
        address owner;
        uint256 amount;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    PermitCurrency private currency;
    Receivable private subject;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        currency = PermitCurrency(_deploy("PermitCurrency", ""));
        currency.mint(buyer.addr, 1e12);
        subject = _make(1);
        subject.terms.currency = address(currency);
        id = _accepted(subject);
    }

    // ------------------------------------------------------------------------------------------------------ allowance

    function test_a_permit_becomes_an_allowance_of_the_ledger() public {
        Permit memory p = _permit(buyer, CASH, clock);
        vm.expectEmit(address(currency));
        emit IERC20.Approval(buyer.addr, address(ledger), CASH);
        _carry(p);
        _eq(currency.allowance(buyer.addr, address(ledger)), CASH, "allowance");
        _eq(currency.nonces(buyer.addr), 1, "nonce");
        _eq(currency.balanceOf(buyer.addr), 1e12, "and nothing moves");
    }

    function test_the_owner_permits_and_pays_in_one_transaction() public {
        bytes[] memory calls = _both(_permit(buyer, CASH, clock), _none());
        vm.prank(buyer.addr);
        bytes[] memory results = ledger.multicall(calls);
        _true(results.length == 2 && results[0].length == 0, "results");
        _eq(abi.decode(results[1], (uint256)), CASH, "cash");
        _true(currency.balanceOf(supplier.addr) == CASH && _state(subject).closed, "paid");
    }

    function test_anyone_carries_a_permit_and_the_payment_that_goes_with_it() public {
        Consent[] memory consent = _signed(buyer, Typed.payment(Typed.hash(subject), MAX), 5);
        bytes[] memory calls = _both(_permit(buyer, CASH, clock), consent);
        vm.prank(relayer.addr);
        ledger.multicall(calls);
        _true(currency.balanceOf(supplier.addr) == CASH, "paid");
        _eq(currency.balanceOf(buyer.addr), 1e12 - CASH, "by the buyer");
    }

    // ------------------------------------------------------------------------------------------------------ front-run

    function test_a_permit_that_was_used_at_the_currency_already_does_not_stop_the_payment() public {
        Permit memory p = _permit(buyer, CASH, clock);
        bytes[] memory calls = _both(p, _none());
        vm.prank(stranger.addr);
        currency.permit(p.owner, address(ledger), p.amount, p.deadline, p.v, p.r, p.s);
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        _true(_state(subject).closed, "paid");
    }

    function test_a_permit_that_was_used_by_way_of_the_ledger_does_not_stop_the_payment() public {
        Permit memory p = _permit(buyer, CASH, clock);
        bytes[] memory calls = _both(p, _none());
        vm.prank(stranger.addr);
        _carry(p);
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        _true(_state(subject).closed, "paid");
    }

    function test_a_permit_without_which_nothing_can_be_paid_takes_all_back_with_it() public {
        bytes[] memory calls = _both(_permit(buyer, CASH - 1, clock), _none());
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(ledger), CASH - 1, CASH)
        );
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        _eq(currency.allowance(buyer.addr, address(ledger)), 0, "not even the allowance");
        _eq(currency.nonces(buyer.addr), 0, "nor the nonce");
    }

    // ---------------------------------------------------------------------------------- an allowance alone never pays

    function test_a_stranger_with_the_permit_of_a_victim_pays_nothing_with_it() public {
        bytes[] memory calls = _both(_permit(buyer, MAX, clock), _none());
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(ledger), 0, CASH)
        );
        vm.prank(stranger.addr);
        ledger.multicall(calls);
        _eq(currency.balanceOf(buyer.addr), 1e12, "balance");
    }

    function test_nor_after_the_permit_became_a_standing_allowance() public {
        _carry(_permit(buyer, MAX, clock));
        OpenTerms memory opened = _openTerms(subject);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(ledger), 0, CASH)
        );
        vm.prank(stranger.addr);
        ledger.pay(id, opened, MAX, _none());
        _eq(currency.balanceOf(buyer.addr), 1e12, "balance");
    }

    // ---------------------------------------------------------------------------------------------- permits that fail

    function test_a_permit_that_expired_changes_nothing_and_reverts_nothing() public {
        _carry(_permit(buyer, CASH, clock - 1));
        _eq(currency.allowance(buyer.addr, address(ledger)), 0, "allowance");
    }

    function test_a_permit_that_somebody_else_signed_changes_nothing() public {
        Permit memory p = _permit(stranger, CASH, clock);
        p.owner = buyer.addr;
        _carry(p);
        _eq(currency.allowance(buyer.addr, address(ledger)), 0, "allowance");
    }

    function test_a_permit_for_another_spender_changes_nothing() public {
        Permit memory p = _permitFor(buyer, stranger.addr, CASH, clock);
        _carry(p);
        _true(currency.allowance(buyer.addr, address(ledger)) == 0, "ledger");
        _true(currency.allowance(buyer.addr, stranger.addr) == 0, "stranger");
    }

    function test_a_permit_of_another_amount_changes_nothing() public {
        Permit memory p = _permit(buyer, CASH, clock);
        p.amount = MAX;
        _carry(p);
        _eq(currency.allowance(buyer.addr, address(ledger)), 0, "allowance");
    }

    function test_a_permit_counts_once() public {
        Permit memory p = _permit(buyer, CASH, clock);
        _carry(p);
        vm.prank(buyer.addr);
        currency.approve(address(ledger), 0);
        _carry(p);
        _eq(currency.allowance(buyer.addr, address(ledger)), 0, "allowance");
    }

    function test_a_currency_without_permits_reverts_nothing() public {
        _carryTo(address(coin), _permit(buyer, CASH, clock));
        _eq(coin.allowance(stranger.addr, address(ledger)), 0, "allowance");
    }

    function test_a_currency_that_fails_with_a_megabyte_or_burns_its_gas_reverts_nothing() public {
        _carryTo(address(new HostilePermit(false)), _permit(buyer, CASH, clock));
        _carryTo(address(new HostilePermit(true)), _permit(buyer, CASH, clock));
    }

    /// @dev To the ledger, a permit of the ledger is a permit of an account without code, within its own.
    function test_the_ledger_is_no_currency() public {
        vm.recordLogs();
        _carryTo(address(ledger), _permit(buyer, CASH, clock));
        _eq(vm.getRecordedLogs().length, 0, "nothing happens");
    }

    function test_an_address_without_code_is_no_currency() public {
        Permit memory p = _permit(buyer, CASH, clock);
        vm.expectRevert();
        _carryTo(address(978), p);
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _permit(Party memory owner, uint256 amount, uint256 deadline) private view returns (Permit memory) {
        return _permitFor(owner, address(ledger), amount, deadline);
    }

    function _permitFor(
        Party memory owner,
        address spender,
        uint256 amount,
        uint256 deadline
    ) private view returns (Permit memory p) {
        (p.owner, p.amount, p.deadline) = (owner.addr, amount, deadline);
        bytes32 typeHash = keccak256(bytes(TypedReceipts.PERMIT));
        uint256 nonce = currency.nonces(owner.addr);
        bytes32 hash = keccak256(abi.encode(typeHash, owner.addr, spender, amount, nonce, deadline));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", currency.DOMAIN_SEPARATOR(), hash));
        (p.v, p.r, p.s) = vm.sign(owner.key, digest);
    }

    function _carry(Permit memory p) private {
        _carryTo(address(currency), p);
    }

    function _carryTo(address to, Permit memory p) private {
        ledger.permit(IERC20Permit(to), p.owner, p.amount, p.deadline, p.v, p.r, p.s);
    }

    /// @dev The permit, and a payment of everything.
    function _both(Permit memory p, Consent[] memory consent) private view returns (bytes[] memory calls) {
        calls = new bytes[](2);
        calls[0] = abi.encodeCall(
            ledger.permit,
            (IERC20Permit(address(currency)), p.owner, p.amount, p.deadline, p.v, p.r, p.s)
        );
        OpenTerms memory opened = _openTerms(subject);
        calls[1] = abi.encodeCall(ledger.pay, (id, opened, MAX, consent));
    }
}
