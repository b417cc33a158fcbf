// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {Conditions, OfferKind, Sale} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice What conditions can say, until when an offer stands, and how a factor takes it back.
contract OffersTest is FactoringWorld {
    Receivable private r;
    Conditions private c;

    function setUp() public override {
        super.setUp();
        r = _ready(1);
        c = _conditions();
    }

    // -------------------------------------------------------------------------------------------------- conditions

    function test_an_advance_is_at_most_the_whole() public {
        c.price.advanceRate = 1_000_001;
        _refuses(_single(r, c), _offerInvalid("advanceRate", 1_000_001));
    }

    function test_an_advance_of_nothing_buys_nothing() public {
        c.price.advanceRate = 0;
        _refuses(_single(r, c), _notSaleable(r, "price"));
    }

    function test_a_fee_is_at_most_the_funds_a_year() public {
        c.price.feeRate = 1_000_001;
        _refuses(_single(r, c), _offerInvalid("feeRate", 1_000_001));
        c.price.feeRate = 1_000_000;
        _sell(_single(r, c));
    }

    function test_a_year_has_360_or_365_days() public {
        uint16[4] memory others = [uint16(0), 359, 364, 366];
        for (uint256 i; i < others.length; ++i) {
            c.price.basis = others[i];
            _refuses(_single(r, c), _offerInvalid("basis", others[i]));
        }
        c.price.basis = 365;
        _sell(_single(r, c));
    }

    function test_a_commission_is_at_most_the_whole() public {
        c.price.commissionRate = 1_000_001;
        _refuses(_single(r, c), _offerInvalid("commissionRate", 1_000_001));
        c.price.commissionRate = 1_000_000;
        _sell(_single(r, c));
        _eq(_feesOf(r), AMOUNT, "commission");
    }

    function test_a_time_zone_is_one_of_this_world() public {
        c.utcOffset = -721;
        _refuses(_single(r, c), _offerInvalid("utcOffset", uint16(int16(-721))));
        c.utcOffset = 841;
        _refuses(_single(r, c), _offerInvalid("utcOffset", 841));
        c.utcOffset = 840;
        _sell(_single(r, c));
        _eq(uint256(int256(_termsOf(r).utcOffset)), 840, "the last one");
        (r, c.nonce, c.utcOffset) = (_ready(2), OFFER_NONCE + 1, -720);
        _sell(_single(r, c));
        _true(_termsOf(r).utcOffset == -720, "the first one");
    }

    function test_every_condition_is_signed() public {
        Sale memory s = _single(r, c);
        bytes memory signature = s.signature;
        for (uint256 field; field < 13; ++field) {
            s = _single(r, c);
            _change(s.conditions, field);
            s.signature = signature;
            _refuses(s, _notSigned(TypedOffers.single(r, s.conditions)));
        }
    }

    /// @dev To something that would do as well, were it signed. Seller and currency have refusals of their own.
    function _change(Conditions memory d, uint256 field) private pure {
        if (field == 0) d.price.advanceRate += 1;
        if (field == 1) d.price.feeRate -= 1;
        if (field == 2) d.price.basis = 365;
        if (field == 3) d.price.commissionRate -= 1;
        if (field == 4) d.price.minimumFee += 1;
        if (field == 5) d.price.recourseDays += 1;
        if (field == 6) d.limit -= 1;
        if (field == 7) d.minTenor += 1;
        if (field == 8) d.maxTenor += 1;
        if (field == 9) d.advices += 1;
        if (field == 10) d.utcOffset += 1;
        if (field == 11) d.until += 1;
        if (field == 12) d.nonce += 1;
    }

    function test_an_offer_is_for_its_seller_whoever_holds() public {
        Sale memory s = _single(r, c);
        _transfer(_id(r), stranger.addr);
        s.conditions.seller = stranger.addr;
        vm.expectRevert(_notSigned(TypedOffers.single(r, s.conditions)));
        _sendAs(stranger.addr, stranger.addr, address(desk), _id(r), abi.encode(s));
    }

    // ---------------------------------------------------------------------------------------------------- until,
    // nonces

    function test_an_offer_stands_to_its_last_instant() public {
        _warp(c.until);
        _sell(_single(r, c));
    }

    function test_an_offer_is_over_afterwards() public {
        Sale memory s = _single(r, c);
        _warp(uint256(c.until) + 1);
        _refuses(s, _offerExpired(c.until));
    }

    function test_an_offer_is_taken_once_although_it_is_bought_back() public {
        Sale memory s = _single(r, c);
        _sell(s);
        _boughtBack(r);
        _refuses(s, _nonceTaken(OFFER_NONCE));
    }

    function test_of_two_offers_under_one_nonce_one_is_taken() public {
        Receivable memory other = _ready(2);
        Sale memory second = _single(other, c);
        _sell(_single(r, c));
        _refuses(second, _nonceTaken(OFFER_NONCE));
    }

    function test_an_offer_that_its_factor_voided_is_not_taken() public {
        Sale memory s = _single(r, c);
        vm.prank(factor.addr);
        desk.spendNonces(OFFER_NONCE, 1);
        _refuses(s, _nonceTaken(OFFER_NONCE));
    }

    function test_a_factor_voids_many_nonces_at_once_across_words() public {
        vm.prank(factor.addr);
        desk.spendNonces(200, 256);
        _true(desk.isSpent(200) && desk.isSpent(255) && desk.isSpent(256) && desk.isSpent(455), "voided");
        _false(desk.isSpent(199) || desk.isSpent(456), "beside them");
    }

    function test_voiding_says_what_it_voids_and_leaves_what_is_void() public {
        vm.prank(factor.addr);
        desk.spendNonces(8, 1);
        vm.recordLogs();
        vm.prank(factor.addr);
        desk.spendNonces(7, 3);
        _eq(vm.getRecordedLogs().length, 2, "two of three");
        vm.expectEmit(address(desk));
        emit IFactoringDesk.NonceSpent(10);
        vm.prank(factor.addr);
        desk.spendNonces(10, 1);
    }

    function test_the_last_nonce_can_be_voided() public {
        vm.prank(factor.addr);
        desk.spendNonces(type(uint256).max, 1);
        _true(desk.isSpent(type(uint256).max), "voided");
    }

    function test_nonces_are_voided_in_bounds() public {
        vm.expectRevert(_offerInvalid("count", 257));
        vm.prank(factor.addr);
        desk.spendNonces(0, 257);
        vm.expectRevert(_offerInvalid("count", 0));
        vm.prank(factor.addr);
        desk.spendNonces(0, 0);
        vm.expectRevert(_offerInvalid("first", type(uint256).max));
        vm.prank(factor.addr);
        desk.spendNonces(type(uint256).max, 2);
    }

    function test_nobody_voids_the_nonces_of_a_factor() public {
        vm.expectRevert(_notCaller(supplier.addr, factor.addr));
        vm.prank(supplier.addr);
        desk.spendNonces(OFFER_NONCE, 1);
    }

    function test_another_factor_has_nonces_of_its_own() public {
        Party memory rival = _party("rival");
        IFactoringDesk rivals = _openDesk(rival.addr);
        vm.prank(rival.addr);
        rivals.spendNonces(OFFER_NONCE, 1);
        _false(desk.isSpent(OFFER_NONCE), "the factor's");
        _sell(_single(r, c));
    }

    function test_the_factors_nonces_on_the_ledger_are_others() public {
        vm.prank(factor.addr);
        ledger.spendNonce(OFFER_NONCE);
        _false(desk.isSpent(OFFER_NONCE), "the desk's");
        _sell(_single(r, c));
    }

    // -------------------------------------------------------------------------------------------- one desk, one chain

    function test_an_offer_for_another_chain_is_invalid() public {
        Sale memory s = _single(r, c);
        _moveToChain(5);
        _refuses(s, _notSigned(TypedOffers.single(r, c)));
    }

    function test_an_offer_is_for_one_desk_and_not_for_its_code() public {
        Sale memory s = _single(r, c);
        bytes32 offer = TypedOffers.single(r, c);
        s.signature = _sign(factor.key, _digestFor(IFactoringDesk(deskCode), offer));
        _refuses(s, _notSigned(offer));
        s.signature = _sign(factor.key, _digestFor(IFactoringDesk(address(ledger)), offer));
        _refuses(s, _notSigned(offer));
    }

    function test_an_offer_of_one_kind_is_none_of_another() public {
        Sale memory s = _single(r, c);
        (s.kind, s.count) = (OfferKind.Several, 1);
        bytes32 root = TypedOffers.leaf(0, r);
        _refuses(s, _notSigned(TypedOffers.several(root, 1, c)));
        s = _single(r, c);
        s.signature = _signOffer(factor.key, TypedOffers.purchase(r, _discount()));
        _refuses(s, _notSigned(TypedOffers.single(r, c)));
    }
}
