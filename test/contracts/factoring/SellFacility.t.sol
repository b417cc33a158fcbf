// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BuyerLimit, Conditions, OfferKind, Sale} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice A standing offer for whatever named buyers accepted.
contract SellFacilityTest is FactoringWorld {
    Party private second;

    function setUp() public override {
        super.setUp();
        second = _party("second buyer");
        _fund(second.addr);
    }

    function _readyOf(address buyer_, uint256 number) private returns (Receivable memory r) {
        r = _make(number, _plainTerms());
        r.header.buyer = buyer_;
        _accepted(r);
    }

    /// @dev The first buyer up to two advances, the second up to one; three in all.
    function _buyers() private view returns (BuyerLimit[] memory buyers) {
        buyers = new BuyerLimit[](2);
        buyers[0] = BuyerLimit(buyer.addr, uint96(2 * ADVANCE));
        buyers[1] = BuyerLimit(second.addr, uint96(ADVANCE));
    }

    function _facility() private view returns (Conditions memory c) {
        c = _conditions(FACILITY_NONCE);
        c.limit = uint96(3 * ADVANCE);
    }

    function _drawn(Receivable memory r) private view returns (Sale memory) {
        return _draw(r, _buyers(), _facility());
    }

    function _offer() private view returns (bytes32) {
        return TypedOffers.facility(_buyers(), _facility());
    }

    // ------------------------------------------------------------------------------------------------ use and limits

    function test_a_facility_takes_what_its_buyers_accepted_and_counts_it() public {
        _sell(_drawn(_ready(1)));
        _sell(_drawn(_ready(2)));
        _sell(_drawn(_readyOf(second.addr, 3)));
        _eq(desk.inUse(_offer(), address(0)), 3 * ADVANCE, "in all");
        _eq(desk.inUse(_offer(), buyer.addr), 2 * ADVANCE, "first buyer");
        _eq(desk.inUse(_offer(), second.addr), ADVANCE, "second buyer");
        _eq(coin.balanceOf(supplier.addr), 3 * ADVANCE, "advances");
        _false(desk.isSpent(FACILITY_NONCE), "it stands");
    }

    function test_the_terms_of_a_facility_are_those_of_each_of_its_deals() public {
        Receivable memory r = _ready(1);
        _sell(_drawn(r));
        _eq(_termsOf(r).seller, supplier.addr, "seller");
        _eq(_termsOf(r).feeRate, 80_000, "fee");
        _warp(START + 1 days);
        _eq(_feesOf(r), COMMISSION + 178, "a day costs 177.78");
    }

    function test_a_buyer_that_is_not_named_is_not_taken() public {
        Receivable memory r = _readyOf(stranger.addr, 1);
        _refuses(_drawn(r), _notSaleable(r, "buyer"));
    }

    function test_a_facility_without_buyers_takes_nothing() public {
        Receivable memory r = _ready(1);
        _refuses(_draw(r, new BuyerLimit[](0), _facility()), _notSaleable(r, "buyer"));
    }

    function test_the_limit_of_a_buyer_is_its_own() public {
        _sell(_drawn(_readyOf(second.addr, 1)));
        _refuses(_drawn(_readyOf(second.addr, 2)), _beyond(ADVANCE, ADVANCE, ADVANCE));
        _sell(_drawn(_ready(3)));
    }

    function test_the_limit_of_the_facility_counts_all_buyers() public {
        Conditions memory c = _facility();
        c.limit = uint96(2 * ADVANCE + 1);
        _sell(_draw(_ready(1), _buyers(), c));
        _sell(_draw(_readyOf(second.addr, 2), _buyers(), c));
        _refuses(_draw(_ready(3), _buyers(), c), _beyond(2 * ADVANCE + 1, 2 * ADVANCE, ADVANCE));
        _eq(desk.inUse(TypedOffers.facility(_buyers(), c), buyer.addr), ADVANCE, "as it was");
    }

    function test_what_the_buyer_repaid_can_be_used_again() public {
        Receivable memory r = _readyOf(second.addr, 1);
        _sell(_drawn(r));
        _pay(r, second.addr, ADVANCE / 2);
        _eq(desk.inUse(_offer(), second.addr), ADVANCE / 2, "a half of the buyer's");
        _eq(desk.inUse(_offer(), address(0)), ADVANCE / 2, "a half in all");
        _refuses(_drawn(_readyOf(second.addr, 2)), _beyond(ADVANCE, ADVANCE / 2, ADVANCE));
        _pay(r, second.addr, MAX);
        _eq(desk.inUse(_offer(), address(0)), 0, "nothing");
        _sell(_drawn(_readyOf(second.addr, 3)));
    }

    function test_what_the_seller_bought_back_can_be_used_for_others() public {
        Receivable memory r = _readyOf(second.addr, 1);
        _sell(_drawn(r));
        _boughtBack(r);
        _sell(_drawn(_readyOf(second.addr, 2)));
        _eq(desk.inUse(_offer(), second.addr), ADVANCE, "of the second deal alone");
    }

    function test_two_facilities_count_each_on_its_own() public {
        Conditions memory other = _facility();
        other.nonce += 1;
        _sell(_drawn(_readyOf(second.addr, 1)));
        _sell(_draw(_readyOf(second.addr, 2), _buyers(), other));
        _eq(desk.inUse(_offer(), address(0)), ADVANCE, "the one");
        _eq(desk.inUse(TypedOffers.facility(_buyers(), other), address(0)), ADVANCE, "the other");
    }

    function test_a_buyer_that_is_named_twice_has_the_first_limit() public {
        BuyerLimit[] memory buyers = _buyers();
        buyers[1] = BuyerLimit(buyer.addr, UNCAPPED);
        Conditions memory c = _facility();
        for (uint256 i; i < 2; ++i) _sell(_draw(_ready(i), buyers, c));
        _refuses(_draw(_ready(2), buyers, c), _beyond(2 * ADVANCE, 2 * ADVANCE, ADVANCE));
    }

    // ------------------------------------------------------------------------------------------------------ its end

    function test_a_facility_ends_when_its_factor_spends_its_nonce() public {
        _sell(_drawn(_ready(1)));
        vm.prank(factor.addr);
        desk.spendNonces(FACILITY_NONCE, 1);
        _refuses(_drawn(_ready(2)), _nonceTaken(FACILITY_NONCE));
    }

    function test_a_facility_ends_after_its_last_instant() public {
        Conditions memory c = _facility();
        _warp(uint256(c.until) + 1);
        _refuses(_draw(_ready(2), _buyers(), c), _offerExpired(c.until));
        _warp(c.until);
        _sell(_draw(_ready(1), _buyers(), c));
    }

    // --------------------------------------------------------------------------------------------- replay after a
    // buy-back

    function test_an_offer_replayed_after_a_buy_back_is_refused() public {
        Receivable memory r = _ready(1);
        Sale memory s = _drawn(r);
        _sell(s);
        _boughtBack(r);
        _refuses(s, _notSaleable(r, "sold"));
        _warp(clock + 3 days);
        _refuses(s, _notSaleable(r, "sold"));
        Conditions memory another = _facility();
        another.nonce += 1;
        _refuses(_draw(r, _buyers(), another), _notSaleable(r, "sold"));
    }

    function test_what_was_bought_back_is_bought_again_by_an_offer_that_names_it() public {
        Receivable memory r = _ready(1);
        _sell(_drawn(r));
        _boughtBack(r);
        _sell(_single(r));
        _eq(_fundsOf(r), ADVANCE, "funds");
        _eq(desk.inUse(_offer(), address(0)), 0, "the facility has no part in it");
    }

    function test_a_facility_does_not_take_what_was_sold_by_name_before() public {
        Receivable memory r = _sold(1);
        _boughtBack(r);
        _refuses(_drawn(r), _notSaleable(r, "sold"));
    }

    // ------------------------------------------------------------------------------------------------------ its buyers

    function _crowd(uint256 count) private view returns (BuyerLimit[] memory buyers) {
        buyers = new BuyerLimit[](count);
        for (uint256 i; i < count; ++i) buyers[i] = BuyerLimit(address(uint160(i + 1)), 1);
        buyers[count - 1] = BuyerLimit(buyer.addr, UNCAPPED);
    }

    function test_a_facility_has_up_to_sixty_four_buyers() public {
        Receivable memory r = _ready(1);
        _refuses(_draw(r, _crowd(65), _facility()), _offerInvalid("buyers", 65));
        _sell(_draw(r, _crowd(64), _facility()));
    }

    function test_a_seller_cannot_add_a_buyer_or_raise_a_limit() public {
        Sale memory s = _drawn(_readyOf(stranger.addr, 1));
        s.buyers[1].buyer = stranger.addr;
        _refuses(s, _notSigned(TypedOffers.facility(s.buyers, s.conditions)));
        s = _drawn(_ready(2));
        s.buyers[0].limit += 1;
        _refuses(s, _notSigned(TypedOffers.facility(s.buyers, s.conditions)));
    }

    function test_a_facility_is_no_offer_of_another_kind() public {
        Receivable memory r = _ready(1);
        Sale memory s = _drawn(r);
        s.kind = OfferKind.Single;
        _refuses(s, _notSigned(TypedOffers.single(r, s.conditions)));
        s = _single(r);
        (s.kind, s.buyers) = (OfferKind.Facility, _buyers());
        _refuses(s, _notSigned(TypedOffers.facility(s.buyers, s.conditions)));
    }
}
