// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    BuyerLimit,
    Conditions,
    DealReceipt,
    NO_RECOURSE,
    Recipient,
    Sale
} from "../../../contracts/types/FactoringTypes.sol";
import {Quote, Receipt, Receivable, Terms} from "../../../contracts/types/Types.sol";
import {DealModel} from "./DealModel.sol";
import {SettlingWorld} from "./SettlingWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice Random lives of a deal on the chain against the model: after each act the deal is what the model says, and
/// everybody has to the unit what the model gives. Nothing is ever left with desk or ledger.
contract WaterfallHistoriesTest is SettlingWorld, DealModel {
    struct Slip {
        Taken taken;
        Share share;
        bool bySeller;
        bool kept;
    }

    Model private model;
    Slip[] private slips;
    bytes32 private offer;
    uint256 private ofFactor;
    uint256 private ofSeller;
    uint256 private ofBuyer;
    uint256 private nextRef;
    /// @dev Whether the deal ever took a receipt in.
    bool private isReceived;

    function setUp() public override {
        super.setUp();
        _enrich(supplier.addr);
    }

    /// hardhat-config: fuzz.runs = 10000
    function testFuzz_a_random_history_is_shared_out_as_the_model_says(
        uint256 deal,
        uint256 price,
        uint256[8] memory acts
    ) public {
        Receivable memory r = _begin(deal, price);
        _compare(r);
        for (uint256 i; i < acts.length; ++i) {
            _act(r, acts[i] % 10, acts[i] / 10);
            _compare(r);
        }
        _end(r);
    }

    // ------------------------------------------------------------------------------------------------------ the deal

    function _begin(uint256 deal, uint256 price) private returns (Receivable memory r) {
        Terms memory t = deal % 2 == 0 ? _plainTerms() : _terms();
        t.amount = uint96(_bound(deal / 8, 10_000, 1e12));
        (t.discount1, t.discount2) = deal % 2 == 0 ? (0, 0) : (t.amount / 50, t.amount / 100);
        t.dueDay = uint32(TODAY + 20 + ((deal / 16) % 60));
        t.allocation = uint8((deal / 4) % 2);
        r = _make(1, t);
        _accepted(r);
        Conditions memory c = _conditions();
        c.price.advanceRate = uint32(_bound(price % 2 ** 32, 1_000, 1_000_000));
        c.price.feeRate = uint32((price >> 32) % 300_000);
        c.price.basis = (price >> 64) % 2 == 0 ? 360 : 365;
        c.price.commissionRate = uint32((price >> 65) % 30_000);
        c.price.minimumFee = uint96((price >> 97) % 500);
        c.price.recourseDays = NO_RECOURSE;
        (model.advance, model.saleDay) = ((uint256(t.amount) * c.price.advanceRate) / 1e6, TODAY);
        (model.feeRate, model.basis) = (c.price.feeRate, c.price.basis);
        model.dues = (2 * uint256(t.amount) * c.price.commissionRate + 1e6) / 2e6;
        if (model.dues < c.price.minimumFee) model.dues = c.price.minimumFee;
        (ofFactor, ofSeller, ofBuyer) = (CASH - model.advance, CASH + model.advance, CASH);
        // What the buyer may deduct has to leave the advance, or only who names the receivable buys it.
        bool isEaten = model.advance + t.discount1 > t.amount;
        if (isEaten) _refuses(_draw(r, _limitFor(buyer.addr, UNCAPPED), c), _notSaleable(r, "discount"));
        _sell(_offered(r, c, isEaten || (deal / 2) % 2 == 0));
    }

    function _offered(Receivable memory r, Conditions memory c, bool isSingle) private returns (Sale memory) {
        if (isSingle) return _single(r, c);
        BuyerLimit[] memory buyers = _limitFor(buyer.addr, UNCAPPED);
        offer = TypedOffers.facility(buyers, c);
        return _draw(r, buyers, c);
    }

    // ---------------------------------------------------------------------------------------------------------- acts

    function _act(Receivable memory r, uint256 kind, uint256 seed) private {
        if (kind < 2) return _warp(clock + (seed % 45) * 1 days);
        if (kind == 2) return _repays(r, seed);
        if (kind == 3) return _reverses(r, seed);
        if (_state(r).closed) return;
        if (kind == 4) return _credits(r, seed);
        if (kind == 5) return _receives(r, seed, Recipient.Factor);
        if (kind == 6) return _receives(r, seed, Recipient.SellerTurnedOver);
        if (kind == 7) return _receives(r, seed, Recipient.SellerKept);
        _pays(r, seed);
    }

    function _pays(Receivable memory r, uint256 seed) private {
        Share memory s = _modelTake(model, _pay(r, buyer.addr, _bound(seed, 1, 2 * _quote(r).payoff + 1)), _day());
        (ofFactor, ofSeller) = (ofFactor + s.toFunds + s.toFees, ofSeller + s.toSeller);
        ofBuyer -= s.toFunds + s.toFees + s.toSeller;
    }

    function _repays(Receivable memory r, uint256 seed) private {
        uint256 outstanding = _modelFunds(model) + _modelFees(model, _day());
        if (outstanding == 0) return;
        uint256 cash = _bound(seed, 1, 2 * outstanding);
        if (cash > outstanding) cash = outstanding;
        _modelTake(model, cash, _day());
        (ofFactor, ofSeller) = (ofFactor + cash, ofSeller - cash);
        _eq(_repayAs(supplier.addr, r, cash), cash, "repaid");
    }

    function _credits(Receivable memory r, uint256 seed) private {
        uint256 open = _quote(r).open;
        if (open < 2) return;
        uint256 amount = _bound(seed, 1, open / 2);
        bool alone = _modelFunds(model) + _modelFees(model, _day()) == 0 && !isReceived;
        if (!alone) return _creditSold(r, amount);
        bytes memory call = abi.encodeCall(ledger.credit, (_id(r), _openTerms(r), amount, REASON, _none()));
        vm.prank(supplier.addr);
        _true(desk.act(_id(r), call), "the seller alone");
    }

    function _receives(Receivable memory r, uint256 seed, Recipient to) private {
        uint256 today = _day();
        bool bySeller = to == Recipient.SellerTurnedOver;
        uint256 valueDay = bySeller ? today : today - ((seed >> 128) % (today - TODAY + 3));
        Quote memory q = lens.quote(_id(r), _openTerms(r), valueDay * 1 days);
        uint256 most = q.payoff < q.open + q.charges ? q.payoff : q.open + q.charges;
        if (most == 0) return;
        Receipt memory receipt = _receipt(nextRef++, _bound(seed % 2 ** 128, 1, most), valueDay);
        bool kept = to == Recipient.SellerKept;
        if (kept) _adviseOf(r, receipt);
        slips.push();
        Slip storage slip = slips[slips.length - 1];
        (slip.bySeller, slip.kept) = (bySeller, kept);
        slip.taken = _take(r, receipt, to);
        if (kept) return;
        isReceived = true;
        Share memory s = _modelTake(model, receipt.cash, valueDay);
        slip.share = s;
        DealReceipt memory told = slip.taken.receipt;
        _true(told.toFunds == s.toFunds && told.toFees == s.toFees && told.toSeller == s.toSeller, "as it is told");
        if (bySeller) (ofFactor, ofSeller) = (ofFactor + s.toFunds + s.toFees, ofSeller - s.toFunds - s.toFees);
        else (ofFactor, ofSeller) = (ofFactor - s.toSeller, ofSeller + s.toSeller);
    }

    function _reverses(Receivable memory r, uint256 seed) private {
        if (slips.length == 0) return;
        uint256 place = seed % slips.length;
        Slip memory slip = slips[place];
        slips[place] = slips[slips.length - 1];
        slips.pop();
        _reverseAs(factor.addr, r, slip.taken);
        if (slip.kept) return;
        _modelGiveBack(model, slip.share, !slip.bySeller);
        if (!slip.bySeller) return;
        uint256 back = slip.share.toFunds + slip.share.toFees;
        (ofFactor, ofSeller) = (ofFactor - back, ofSeller + back);
    }

    /// @dev The seller repays what is left, and holds the receivable again.
    function _end(Receivable memory r) private {
        uint256 cash = _modelFunds(model) + _modelFees(model, _day());
        if (cash != 0) _repayAs(supplier.addr, r, MAX);
        (ofFactor, ofSeller) = (ofFactor + cash, ofSeller - cash);
        _modelTake(model, cash, _day());
        _compare(r);
        _reassignAs(factor.addr, r);
        _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "it goes back");
    }

    // ------------------------------------------------------------------------------------------------------- compare

    /// @dev In the zone of factor and terms, which are the same.
    function _day() private view returns (uint256) {
        return (clock + 1 hours) / 1 days;
    }

    function _compare(Receivable memory r) private view {
        _outstanding(r, _modelFunds(model), _modelFees(model, _day()));
        _eq(coin.balanceOf(factor.addr), ofFactor, "the factor has");
        _eq(coin.balanceOf(supplier.addr), ofSeller, "the seller has");
        _eq(coin.balanceOf(buyer.addr), ofBuyer, "the buyer has");
        _eq(coin.balanceOf(address(desk)), 0, "the desk has nothing");
        _eq(coin.balanceOf(address(ledger)), 0, "the ledger has nothing");
        if (offer == 0) return;
        _eq(desk.inUse(offer, address(0)), _modelFunds(model), "in use under the facility");
        _eq(desk.inUse(offer, buyer.addr), _modelFunds(model), "in use with the buyer");
    }
}
