// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Discount} from "../../../contracts/types/FactoringTypes.sol";
import {Receipt, Receivable, Terms} from "../../../contracts/types/Types.sol";
import {IToken} from "../support/World.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice Buying outright at a discount (R55): the factor holds it itself, and no deal remains.
contract PurchaseTest is FactoringWorld {
    /// @dev 12 % of 10,000.00 over 30 days of 360.
    uint256 private constant PRICE = AMOUNT - 10_000;

    function setUp() public override {
        super.setUp();
        vm.prank(supplier.addr);
        token.setApprovalForAll(address(desk), true);
    }

    function _refusesToBuy(Receivable memory r, Discount memory d, bytes memory fault) private {
        bytes memory signature = _signOffer(factor.key, TypedOffers.purchase(r, d));
        bytes32 state = _stateHash(r);
        vm.expectRevert(fault);
        vm.prank(d.seller);
        desk.purchase(r, d, signature);
        _eq(_stateHash(r), state, "the receivable as it was");
        _eq(coin.balanceOf(factor.addr), CASH, "nothing spent");
        _false(desk.isSpent(d.nonce), "the nonce");
    }

    // -------------------------------------------------------------------------------------------------- the purchase

    function test_R55_a_hundred_thousand_due_in_sixty_days_at_eight_percent_costs_98666_67() public {
        Terms memory t = _plainTerms();
        (t.amount, t.dueDay) = (10_000_000, uint32(TODAY + 60));
        Receivable memory r = _make(1, t);
        _accepted(r);
        Discount memory d = _discount();
        d.rate = 80_000;
        _eq(_purchase(r, d), 9_866_667, "price");
        _eq(coin.balanceOf(supplier.addr), 9_866_667, "seller");
    }

    function test_the_factor_holds_it_itself_and_no_deal_remains() public {
        Receivable memory r = _ready(1);
        _eq(_purchase(r, _discount()), PRICE, "price");
        _eq(token.ownerOf(uint256(_id(r))), factor.addr, "holder");
        _eq(coin.balanceOf(factor.addr), CASH - PRICE, "factor");
        _eq(coin.balanceOf(address(desk)), 0, "desk");
        _false(_state(r).listening, "nobody listens");
        vm.expectRevert(_noDeal(r));
        desk.dealOf(_id(r), clock);
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(factor.addr), CASH - PRICE + AMOUNT, "the factor is paid all of it");
    }

    function test_a_purchase_says_what_was_bought_and_spends_its_nonce() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        bytes memory signature = _signOffer(factor.key, TypedOffers.purchase(r, d));
        vm.expectEmit(address(desk));
        emit IFactoringDesk.ReceivablePurchased(
            _id(r),
            supplier.addr,
            TypedOffers.purchase(r, d),
            PURCHASE_NONCE,
            address(coin),
            AMOUNT,
            PRICE
        );
        vm.prank(supplier.addr);
        desk.purchase(r, d, signature);
        _true(desk.isSpent(PURCHASE_NONCE), "spent");
    }

    function test_an_approval_of_one_token_is_enough() public {
        Receivable memory r = _ready(1);
        vm.prank(supplier.addr);
        token.setApprovalForAll(address(desk), false);
        vm.prank(supplier.addr);
        token.approve(address(desk), uint256(_id(r)));
        _eq(_purchase(r, _discount()), PRICE, "price");
    }

    function test_days_beyond_the_due_date_are_paid_for() public {
        Discount memory d = _discount();
        d.extraDays = 30;
        _eq(_purchase(_ready(1), d), AMOUNT - 20_000, "sixty days");
    }

    function test_a_discount_is_rounded_half_up() public {
        Discount memory d = _discount();
        // 12 % of 150 over 30 days of 360 is 1.5.
        _eq(_purchase(_ready(1, 150), d), 148, "of 1.5");
        d.nonce += 1;
        _eq(_purchase(_ready(2, 149), d), 148, "of 1.49");
    }

    function test_what_is_open_is_bought_and_no_more() public {
        Receivable memory r = _ready(1);
        _pay(r, buyer.addr, 400_000);
        _eq(_purchase(r, _discount()), 594_000, "12 % of 6,000.00 off");
    }

    function test_on_the_due_date_nothing_is_discounted() public {
        Receivable memory r = _ready(1);
        _warp((TODAY + 30) * 1 days);
        _eq(_purchase(r, _discount()), AMOUNT, "price");
    }

    function test_a_part_of_a_split_receivable_is_bought() public {
        Receivable memory r = _make(1, _plainTerms());
        r.header.policy = SPLITTABLE;
        _accepted(r);
        Receivable[] memory parts = _partsOf(r, _halves(r));
        _splitAs(supplier.addr, r, _halves(r));
        _eq(_purchase(parts[1], _discount()), PRICE / 2, "price");
        _eq(token.ownerOf(uint256(_id(parts[1]))), factor.addr, "holder");
    }

    // ------------------------------------------------------------------------------------------------------ the price

    function test_less_than_the_least_price_is_not_paid() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        d.minPrice = uint96(PRICE + 1);
        _refusesToBuy(r, d, _notSaleable(r, "price"));
        d.minPrice = uint96(PRICE);
        _eq(_purchase(r, d), PRICE, "the least");
    }

    function test_what_was_paid_since_makes_an_offer_void_and_not_cheaper() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        d.minPrice = uint96(PRICE);
        _pay(r, buyer.addr, 1);
        _refusesToBuy(r, d, _notSaleable(r, "price"));
    }

    function test_a_discount_that_eats_all_buys_nothing() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        (d.rate, d.extraDays) = (1_000_000, 330);
        _refusesToBuy(r, d, _notSaleable(r, "price"));
        d.extraDays = 329;
        _eq(_purchase(r, d), 2_778, "of 2,777.78");
    }

    function test_a_discount_is_a_rate_of_this_world() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        d.rate = 1_000_001;
        _refusesToBuy(r, d, _offerInvalid("rate", 1_000_001));
        (d.rate, d.basis) = (120_000, 364);
        _refusesToBuy(r, d, _offerInvalid("basis", 364));
        d.basis = 365;
        _eq(_purchase(r, d), AMOUNT - 9_863, "9,863.01 on 365 days");
    }

    // ----------------------------------------------------------------------------------------------- who, when, of
    // what

    function test_without_an_approval_nothing_is_bought() public {
        Receivable memory r = _ready(1);
        vm.prank(supplier.addr);
        token.setApprovalForAll(address(desk), false);
        _refusesToBuy(r, _discount(), abi.encodeWithSelector(IToken.NotOwnerNorApproved.selector));
    }

    function test_who_does_not_hold_it_sells_nothing() public {
        Receivable memory r = _ready(1);
        _transfer(_id(r), stranger.addr);
        vm.prank(stranger.addr);
        token.setApprovalForAll(address(desk), true);
        _refusesToBuy(r, _discount(), abi.encodeWithSelector(IToken.TransferFromIncorrectOwner.selector));
    }

    function test_nobody_sells_for_the_seller_that_approved_the_desk() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        bytes memory signature = _signOffer(factor.key, TypedOffers.purchase(r, d));
        address[2] memory others = [stranger.addr, factor.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(_notCaller(others[i], supplier.addr));
            vm.prank(others[i]);
            desk.purchase(r, d, signature);
        }
    }

    function test_what_the_desk_holds_is_not_bought_again() public {
        Receivable memory r = _sold(1);
        Discount memory d = _discount();
        bytes memory signature = _signOffer(factor.key, TypedOffers.purchase(r, d));
        vm.expectRevert(IToken.TransferFromIncorrectOwner.selector);
        vm.prank(supplier.addr);
        desk.purchase(r, d, signature);
    }

    function test_what_was_bought_back_is_bought_outright() public {
        Receivable memory r = _sold(1);
        _boughtBack(r);
        _eq(_purchase(r, _discount()), PRICE, "price");
    }

    function test_an_offer_is_taken_once() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        _purchase(r, d);
        _transfer(_id(r), supplier.addr);
        bytes memory signature = _signOffer(factor.key, TypedOffers.purchase(r, d));
        vm.expectRevert(_nonceTaken(PURCHASE_NONCE));
        vm.prank(supplier.addr);
        desk.purchase(r, d, signature);
    }

    function test_a_voided_offer_is_not_taken() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        vm.prank(factor.addr);
        desk.spendNonces(PURCHASE_NONCE, 1);
        bytes memory signature = _signOffer(factor.key, TypedOffers.purchase(r, d));
        vm.expectRevert(_nonceTaken(PURCHASE_NONCE));
        vm.prank(supplier.addr);
        desk.purchase(r, d, signature);
    }

    function test_an_offer_stands_to_its_last_instant() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        _warp(uint256(d.until) + 1);
        _refusesToBuy(r, d, _offerExpired(d.until));
        _warp(d.until);
        _purchase(r, d);
    }

    function test_every_field_of_the_discount_is_signed() public {
        Receivable memory r = _ready(1);
        bytes memory signature = _signOffer(factor.key, TypedOffers.purchase(r, _discount()));
        for (uint256 field; field < 7; ++field) {
            Discount memory d = _discount();
            if (field == 0) d.rate -= 1;
            if (field == 1) d.basis = 365;
            if (field == 2) d.extraDays += 1;
            if (field == 3) d.minPrice += 1;
            if (field == 4) d.advices += 1;
            if (field == 5) d.until += 1;
            if (field == 6) d.nonce += 1;
            vm.expectRevert(_notSigned(TypedOffers.purchase(r, d)));
            vm.prank(supplier.addr);
            desk.purchase(r, d, signature);
        }
    }

    function test_an_offer_with_a_reserve_is_none_to_buy_outright() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        bytes memory signature = _signOffer(factor.key, TypedOffers.single(r, _conditions()));
        vm.expectRevert(_notSigned(TypedOffers.purchase(r, d)));
        vm.prank(supplier.addr);
        desk.purchase(r, d, signature);
    }

    function test_an_offer_for_another_chain_is_invalid() public {
        Receivable memory r = _ready(1);
        Discount memory d = _discount();
        bytes memory signature = _signOffer(factor.key, TypedOffers.purchase(r, d));
        _moveToChain(5);
        vm.expectRevert(_notSigned(TypedOffers.purchase(r, d)));
        vm.prank(supplier.addr);
        desk.purchase(r, d, signature);
    }

    // ---------------------------------------------------------------------------------------- what cannot be bought

    function test_what_is_not_accepted_is_not_bought() public {
        Receivable memory r = _make(1, _plainTerms());
        _issue(r);
        _refusesToBuy(r, _discount(), _notSaleable(r, "accepted"));
    }

    function test_what_is_disputed_or_written_off_is_not_bought() public {
        Receivable memory r = _ready(1);
        _disputeOf(r, 1);
        _refusesToBuy(r, _discount(), _notSaleable(r, "disputed"));
        r = _ready(2);
        _writeOffAs(supplier.addr, r);
        _refusesToBuy(r, _discount(), _notSaleable(r, "writtenOff"));
    }

    function test_what_is_paid_or_overdue_is_not_bought() public {
        Receivable memory r = _ready(1);
        _pay(r, buyer.addr, MAX);
        _refusesToBuy(r, _discount(), _notSaleable(r, "closed"));
        r = _ready(2);
        _warp((TODAY + 31) * 1 days - 1 hours);
        _refusesToBuy(r, _discount(), _notSaleable(r, "overdue"));
    }

    function test_an_advice_that_the_offer_does_not_name_forbids_the_purchase() public {
        Receivable memory r = _ready(1);
        vm.prank(buyer.addr);
        ledger.advise(r, Receipt(BANK_REF, 1_000, uint32(TODAY)), _none());
        Discount memory d = _discount();
        _refusesToBuy(r, d, _notSaleable(r, "advised"));
        d.advices = 1;
        _purchase(r, d);
    }

    function test_what_is_opened_has_to_be_what_was_agreed() public {
        Receivable memory r = _copy(_ready(1));
        r.terms.salt = keccak256("another salt");
        _refusesToBuy(r, _discount(), _notSaleable(r, "commitment"));
    }

    function test_sealed_terms_that_the_factor_saw_and_signed_are_its_own_choice() public {
        Terms memory t = _plainTerms();
        t.basis = 999;
        Receivable memory r = _make(1, t);
        _acceptedSealed(r);
        _eq(_purchase(r, _discount()), PRICE, "price");
    }

    function test_money_that_moves_outside_the_chain_buys_nothing() public {
        Terms memory t = _plainTerms();
        t.currency = address(978);
        Receivable memory r = _make(1, t);
        _accepted(r);
        bytes memory fault = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(978));
        _refusesToBuy(r, _discount(), fault);
    }

    function test_a_locked_receivable_needs_the_consent_to_the_factor_itself() public {
        Receivable memory r = _make(1, _plainTerms());
        r.header.policy = 1;
        _accepted(r);
        bytes memory locked = abi.encodeWithSelector(ILedger.TransferLocked.selector, _id(r));
        _consentTransferAs(buyer.addr, r, address(desk));
        _refusesToBuy(r, _discount(), locked);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _purchase(r, _discount());
    }

    function testFuzz_a_price_is_the_open_amount_without_the_rounded_discount(
        uint96 amount,
        uint32 rate,
        uint16 extra
    ) public {
        amount = uint96(_bound(amount, 1, MOST));
        Discount memory d = _discount();
        (d.rate, d.extraDays) = (uint32(_bound(rate, 0, 1_000_000)), uint16(_bound(extra, 0, 1_000)));
        Receivable memory r = _ready(1, amount);
        coin.mint(factor.addr, MOST);
        uint256 numerator = uint256(amount) * d.rate * (30 + uint256(d.extraDays));
        uint256 discount = (2 * numerator + 360e6) / 720e6;
        bytes memory signature = _signOffer(factor.key, TypedOffers.purchase(r, d));
        if (discount >= amount) vm.expectRevert(_notSaleable(r, "price"));
        vm.prank(supplier.addr);
        uint256 price = desk.purchase(r, d, signature);
        if (discount < amount) _eq(price, amount - discount, "price");
        _eq(coin.balanceOf(supplier.addr), discount < amount ? amount - discount : 0, "seller");
    }
}
