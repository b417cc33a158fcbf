// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {PaymentOrder, Receivable} from "../../../contracts/types/Types.sol";
import {
    Collectible,
    Currency,
    DenyingCurrency,
    FeeCurrency,
    GreedyCurrency,
    LimitedCurrency,
    LyingCurrency,
    RebasingCurrency,
    SecondEntrance
} from "../mocks/Currencies.sol";
import {Typed} from "../support/Typed.sol";
import {CurrencyWorld} from "../support/CurrencyWorld.sol";

/// @notice Currencies that the ledger does not support, or that are none: what happens, and to whom. Every test pays a
/// receivable in a plain currency beside it and finds it untouched.
contract UnsupportedTest is CurrencyWorld {
    Receivable private bystander;

    /// @dev A receivable in the plain currency, paid in part.
    function setUp() public override {
        super.setUp();
        bystander = _make(100);
        _accepted(bystander);
        _pay(bystander, buyer.addr, 1_000);
    }

    modifier leavesOthersAlone() {
        _;
        _eq(_state(bystander).settled, 1_000, "bystander");
        _pay(bystander, buyer.addr, MAX);
        _eq(coin.balanceOf(supplier.addr), CASH, "bystander is paid");
    }

    // ---------------------------------------------------------------------------------------------- fee on transfer

    function test_a_fee_on_transfer_is_borne_by_the_holder_of_that_receivable() public leavesOthersAlone {
        _use(new FeeCurrency(false));
        (Receivable memory a, ) = _owed(1, factor.addr);
        (Receivable memory b, ) = _owed(2, stranger.addr);
        _eq(_pay(a, buyer.addr, MAX), CASH, "the debtor is free");
        _true(_state(a).closed && _held(factor.addr) == CASH - CASH / 100, "received");
        _true(_state(b).settled == 0 && _quote(b).payoff == CASH, "the other is owed as before");
    }

    function test_a_fee_on_what_is_kept_is_borne_by_the_holder_of_that_receivable() public leavesOthersAlone {
        _use(new FeeCurrency(false));
        (Receivable memory a, bytes32 first) = _owed(1, factor.addr);
        (Receivable memory b, bytes32 second) = _owed(2, stranger.addr);
        odd.setBlocked(factor.addr, true);
        odd.setBlocked(stranger.addr, true);
        _pay(a, buyer.addr, MAX);
        _pay(b, buyer.addr, MAX);
        uint256 net = CASH - CASH / 100;
        _true(_kept(factor.addr, first) == net && _kept(stranger.addr, second) == net, "kept as it came");
        odd.setBlocked(factor.addr, false);
        ledger.claim(first, factor.addr, address(odd));
        _eq(_held(factor.addr), net - net / 100, "received");
        _eq(_held(address(ledger)), _kept(stranger.addr, second), "the other is covered");
        odd.setBlocked(stranger.addr, false);
        ledger.claim(second, stranger.addr, address(odd));
        _eq(_held(stranger.addr), net - net / 100, "received");
    }

    /// @dev A known limit: such a currency takes of the other holders' kept cash in the same currency when it is handed
    /// over. It never takes of another currency.
    function test_a_fee_on_top_leaves_whoever_claims_last_in_that_currency_short() public leavesOthersAlone {
        _use(new FeeCurrency(true));
        (Receivable memory a, bytes32 first) = _owed(1, factor.addr);
        (Receivable memory b, bytes32 second) = _owed(2, stranger.addr);
        odd.setBlocked(factor.addr, true);
        odd.setBlocked(stranger.addr, true);
        _pay(a, buyer.addr, MAX);
        _pay(b, buyer.addr, MAX);
        odd.setBlocked(factor.addr, false);
        odd.setBlocked(stranger.addr, false);
        ledger.claim(first, factor.addr, address(odd));
        vm.expectRevert(bytes("balance"));
        ledger.claim(second, stranger.addr, address(odd));
        odd.mint(address(ledger), CASH / 50);
        ledger.claim(second, stranger.addr, address(odd));
        _eq(_held(stranger.addr), CASH, "nothing of it is lost once the gap is filled");
    }

    // ------------------------------------------------------------------------------------------------------- rebasing

    function test_a_rebase_changes_no_receivable() public leavesOthersAlone {
        RebasingCurrency rebasing = new RebasingCurrency();
        _use(rebasing);
        (Receivable memory a, ) = _owed(1, factor.addr);
        _pay(a, buyer.addr, 400_000);
        rebasing.rebase(50);
        _eq(_quote(a).payoff, CASH - 400_000, "what is owed is an amount");
        _pay(a, buyer.addr, MAX);
        _eq(_held(factor.addr), 200_000 + CASH - 400_000, "received");
    }

    /// @dev A known limit: kept cash of one currency lies together, so a fall hits whoever claims last.
    function test_a_rebase_of_kept_cash_leaves_whoever_claims_last_in_that_currency_short() public leavesOthersAlone {
        RebasingCurrency rebasing = new RebasingCurrency();
        _use(rebasing);
        (Receivable memory a, bytes32 first) = _owed(1, factor.addr);
        (Receivable memory b, bytes32 second) = _owed(2, stranger.addr);
        odd.setBlocked(factor.addr, true);
        odd.setBlocked(stranger.addr, true);
        _pay(a, buyer.addr, MAX);
        _pay(b, buyer.addr, MAX);
        rebasing.rebase(75);
        odd.setBlocked(factor.addr, false);
        odd.setBlocked(stranger.addr, false);
        ledger.claim(first, factor.addr, address(odd));
        vm.expectRevert(bytes("balance"));
        ledger.claim(second, stranger.addr, address(odd));
        rebasing.rebase(200);
        ledger.claim(second, stranger.addr, address(odd));
        _eq(_held(stranger.addr), CASH, "received");
    }

    // ------------------------------------------------------------------------------------------------ lies and limits

    function test_a_balance_that_falls_while_cash_is_kept_stops_the_payment() public leavesOthersAlone {
        LyingCurrency liar = new LyingCurrency();
        _use(liar);
        (Receivable memory a, ) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        liar.lie(10, 9);
        vm.expectRevert();
        _pay(a, buyer.addr, MAX);
        _eq(_state(a).settled, 0, "settled");
    }

    function test_an_invented_balance_is_kept_in_its_own_currency_only() public leavesOthersAlone {
        LyingCurrency liar = new LyingCurrency();
        _use(liar);
        coin.mint(address(ledger), 5);
        (Receivable memory a, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        liar.lie(1, MAX);
        _pay(a, buyer.addr, MAX);
        _eq(_kept(factor.addr, id), MAX - 1, "kept");
        odd.setBlocked(factor.addr, false);
        vm.expectRevert(bytes("balance"));
        ledger.claim(id, factor.addr, address(odd));
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, id, factor.addr, address(coin)));
        ledger.claim(id, factor.addr, address(coin));
        _eq(coin.balanceOf(address(ledger)), 5, "the plain currency is untouched");
    }

    function test_a_currency_that_denies_what_it_did_takes_twice_from_its_payer_and_from_nobody_else()
        public
        leavesOthersAlone
    {
        _use(new DenyingCurrency());
        (Receivable memory a, bytes32 id) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        _pay(a, buyer.addr, MAX);
        _true(_held(factor.addr) == CASH && _kept(factor.addr, id) == CASH, "twice");
        _eq(_held(buyer.addr), PURSE - 2 * CASH, "of the payer");
        _eq(_held(address(ledger)), CASH, "covered");
    }

    /// @dev Nothing is lost, but what could have been delivered one by one waits to be claimed.
    function test_a_run_above_a_limit_per_transfer_is_kept() public leavesOthersAlone {
        _use(new LimitedCurrency());
        (Receivable memory a, bytes32 first) = _owed(1, factor.addr);
        (Receivable memory b, bytes32 second) = _owed(2, factor.addr);
        vm.prank(buyer.addr);
        ledger.payMany(_orders(a, b));
        _true(_kept(factor.addr, first) == CASH && _kept(factor.addr, second) == CASH, "kept");
        ledger.claim(first, factor.addr, address(odd));
        ledger.claim(second, factor.addr, address(odd));
        _eq(_held(factor.addr), 2 * CASH, "received");
    }

    function test_a_currency_that_burns_all_gas_stops_its_own_payments_only() public leavesOthersAlone {
        _use(new GreedyCurrency());
        (Receivable memory a, ) = _owed(1, factor.addr);
        odd.setBlocked(factor.addr, true);
        odd.setBlocked(address(ledger), true);
        bytes memory call = _payCall(a, MAX);
        vm.prank(buyer.addr);
        (bool ok, ) = address(ledger).call{gas: 16_000_000}(call);
        _false(ok, "paid");
        odd.setBlocked(factor.addr, false);
        _pay(a, buyer.addr, MAX);
        _eq(_held(factor.addr), CASH, "received");
    }

    function test_two_entrances_to_one_currency_keep_no_cash_twice() public leavesOthersAlone {
        _use(new Currency());
        SecondEntrance entrance = new SecondEntrance(odd);
        vm.prank(buyer.addr);
        odd.approve(address(entrance), MAX);
        vm.prank(buyer.addr);
        entrance.approve(address(ledger), MAX);
        (Receivable memory a, bytes32 first) = _owed(1, factor.addr);
        Receivable memory b = _make(2);
        b.terms.currency = address(entrance);
        bytes32 second = _accepted(b);
        _transfer(second, factor.addr);
        odd.setBlocked(factor.addr, true);
        PaymentOrder[] memory orders = _orders(a, b);
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        uint256 other = lens.keptFor(factor.addr, address(entrance), second);
        _true(_kept(factor.addr, first) == CASH && other == CASH, "each is kept under its own address");
        _eq(_held(address(ledger)), 2 * CASH, "covered");
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, first, factor.addr, address(entrance)));
        ledger.claim(first, factor.addr, address(entrance));
    }

    // -------------------------------------------------------------------------------------------------- no currencies

    function test_an_address_without_code_is_no_currency() public leavesOthersAlone {
        Receivable memory r = _make(1);
        r.terms.currency = stranger.addr;
        _accepted(r);
        vm.expectRevert(bytes(""));
        _pay(r, buyer.addr, MAX);
        _eq(_state(r).settled, 0, "settled");
    }

    function test_the_ledger_is_no_currency() public leavesOthersAlone {
        Receivable memory r = _make(1);
        r.terms.currency = address(ledger);
        bytes32 id = _accepted(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.HolderInvalid.selector, address(ledger)));
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, id, supplier.addr, address(ledger)));
        ledger.claim(id, supplier.addr, address(ledger));
        _eq(token.ownerOf(uint256(id)), supplier.addr, "holder");
    }

    function test_a_contract_that_knows_no_transfer_is_no_currency() public leavesOthersAlone {
        Receivable memory r = _make(1);
        r.terms.currency = address(directory);
        _accepted(r);
        vm.expectRevert();
        _pay(r, buyer.addr, MAX);
        _eq(_state(r).settled, 0, "settled");
    }

    function test_a_collectible_as_currency_moves_the_piece_with_that_number_and_no_other() public leavesOthersAlone {
        Collectible pieces = new Collectible();
        Receivable memory r = _make(1);
        r.terms.currency = address(pieces);
        _accepted(r);
        pieces.mint(buyer.addr, 5);
        pieces.mint(buyer.addr, CASH);
        vm.expectRevert();
        _pay(r, buyer.addr, MAX);
        vm.prank(buyer.addr);
        pieces.setApprovalForAll(address(ledger), true);
        _pay(r, buyer.addr, MAX);
        _true(pieces.ownerOf(CASH) == supplier.addr && pieces.ownerOf(5) == buyer.addr, "pieces");
    }

    /// @dev A known limit: a collectible knows no `transfer`, so what is kept of it stays.
    function test_a_collectible_that_is_kept_stays_with_the_ledger() public leavesOthersAlone {
        Collectible pieces = new Collectible();
        Receivable memory r = _make(1);
        r.terms.currency = address(pieces);
        bytes32 id = _accepted(r);
        pieces.mint(buyer.addr, CASH);
        vm.prank(buyer.addr);
        pieces.setApprovalForAll(address(ledger), true);
        pieces.setBlocked(supplier.addr);
        _pay(r, buyer.addr, MAX);
        _eq(lens.keptFor(supplier.addr, address(pieces), id), 1, "one piece");
        vm.expectRevert();
        ledger.claim(id, supplier.addr, address(pieces));
        _eq(pieces.ownerOf(CASH), address(ledger), "owner");
    }

    function test_nobody_claims_what_nobody_kept(bytes32 id, address holder, address currency) public {
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, id, holder, currency));
        ledger.claim(id, holder, currency);
        _eq(Typed.idOf(bystander.header), Typed.idOf(_make(100).header), "bystander");
    }
}
