// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoring} from "../../../contracts/interfaces/IFactoring.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {
    BuyerLimit,
    Conditions,
    DealTerms,
    Discount,
    OfferKind,
    Price,
    Sale
} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable, Terms} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice A ledger with desks of factors, and short ways to offer, to sell and to look.
abstract contract FactoringWorld is AgreementWorld {
    /// @dev Of a root of offers, each of which spends one, from here on.
    uint256 internal constant OFFER_NONCE = 1_000;
    uint256 internal constant FACILITY_NONCE = 2_000;
    uint256 internal constant PURCHASE_NONCE = 3_000;
    /// @dev 80 % of 10,000.00, and half a percent of it.
    uint256 internal constant ADVANCE = 800_000;
    uint256 internal constant COMMISSION = 5_000;
    uint256 internal constant CASH = 1e15;

    IFactoring internal factoring;
    /// @dev The code of all desks, nobody's own.
    address internal deskCode;
    /// @dev Of `factor`.
    IFactoringDesk internal desk;

    function setUp() public virtual override {
        super.setUp();
        deskCode = _deploy("FactoringDesk", abi.encode(ledger));
        factoring = IFactoring(_deploy("Factoring", abi.encode(ledger, deskCode)));
        desk = _openDesk(factor.addr);
    }

    /// @dev Opens the desk of a factor that has cash and lets its desk take it.
    function _openDesk(address factor_) internal returns (IFactoringDesk opened) {
        opened = factoring.open(factor_);
        coin.mint(factor_, CASH);
        vm.prank(factor_);
        coin.approve(address(opened), MAX);
    }

    // ------------------------------------------------------------------------------------------------- receivables

    /// @dev 10,000.00 due in 30 days and nothing else agreed; accepted.
    function _ready(uint256 number) internal returns (Receivable memory r) {
        r = _make(number, _plainTerms());
        _accepted(r);
    }

    function _ready(uint256 number, uint96 amount) internal returns (Receivable memory r) {
        Terms memory t = _plainTerms();
        t.amount = amount;
        r = _make(number, t);
        _accepted(r);
    }

    function _readyMany(uint256 count) internal returns (Receivable[] memory all) {
        all = new Receivable[](count);
        for (uint256 i; i < count; ++i) all[i] = _ready(i);
    }

    // ------------------------------------------------------------------------------------------------------ offers

    /// @dev 80 % at 8 % on 360 days, half a percent of commission, recourse 10 days after the due date.
    function _price() internal pure returns (Price memory) {
        return Price(800_000, 80_000, 360, 5_000, 0, 10);
    }

    /// @dev For what the supplier sells within a week; the factor's days are those of the terms.
    function _conditions(uint256 nonce) internal view returns (Conditions memory c) {
        (c.seller, c.currency, c.price, c.limit) = (supplier.addr, address(coin), _price(), UNCAPPED);
        (c.maxTenor, c.utcOffset, c.until, c.nonce) = (365, 60, uint40(clock + 7 days), nonce);
    }

    function _conditions() internal view returns (Conditions memory) {
        return _conditions(OFFER_NONCE);
    }

    /// @dev 12 % on 360 days, no day more than until the due date.
    function _discount() internal view returns (Discount memory d) {
        (d.seller, d.rate, d.basis) = (supplier.addr, 120_000, 360);
        (d.until, d.nonce) = (uint40(clock + 7 days), PURCHASE_NONCE);
    }

    function _digestFor(IFactoringDesk of_, bytes32 structHash) internal view returns (bytes32) {
        return Typed.digest(address(of_), chain, structHash);
    }

    function _signOffer(uint256 key, bytes32 offer) internal view returns (bytes memory) {
        return _sign(key, _digestFor(desk, offer));
    }

    function _single(Receivable memory r, Conditions memory c) internal view returns (Sale memory s) {
        (s.receivable, s.conditions, s.kind) = (r, c, OfferKind.Single);
        s.signature = _signOffer(factor.key, TypedOffers.single(r, c));
    }

    function _single(Receivable memory r) internal view returns (Sale memory) {
        return _single(r, _conditions(uint256(_id(r))));
    }

    /// @dev One signature over a root; a sale for each receivable, in their order.
    function _several(Receivable[] memory all, Conditions memory c) internal view returns (Sale[] memory sales) {
        bytes32[] memory leaves = new bytes32[](all.length);
        for (uint256 i; i < all.length; ++i) leaves[i] = TypedOffers.leaf(i, all[i]);
        bytes32 root = _rootOf(leaves);
        bytes memory signature = _signOffer(factor.key, TypedOffers.several(root, uint32(all.length), c));
        sales = new Sale[](all.length);
        for (uint256 i; i < all.length; ++i) {
            (sales[i].receivable, sales[i].conditions, sales[i].kind) = (all[i], c, OfferKind.Several);
            (sales[i].index, sales[i].count, sales[i].signature) = (uint32(i), uint32(all.length), signature);
            sales[i].proof = _proofOf(leaves, i);
        }
    }

    function _limitFor(address buyer_, uint96 limit) internal pure returns (BuyerLimit[] memory buyers) {
        buyers = new BuyerLimit[](1);
        buyers[0] = BuyerLimit(buyer_, limit);
    }

    function _draw(
        Receivable memory r,
        BuyerLimit[] memory buyers,
        Conditions memory c
    ) internal view returns (Sale memory s) {
        (s.receivable, s.conditions, s.kind, s.buyers) = (r, c, OfferKind.Facility, buyers);
        s.signature = _signOffer(factor.key, TypedOffers.facility(buyers, c));
    }

    /// @dev Under a facility for the buyer that nothing limits.
    function _draw(Receivable memory r) internal view returns (Sale memory) {
        return _draw(r, _limitFor(buyer.addr, UNCAPPED), _conditions(FACILITY_NONCE));
    }

    // --------------------------------------------------------------------------------------------- trees of offers

    /// @dev Sorted pairs; the last of an odd number goes up as it is.
    function _above(bytes32[] memory nodes) private pure returns (bytes32[] memory above) {
        above = new bytes32[]((nodes.length + 1) / 2);
        for (uint256 i; i < above.length; ++i) {
            bool isAlone = 2 * i + 1 == nodes.length;
            above[i] = isAlone ? nodes[2 * i] : Typed.node(nodes[2 * i], nodes[2 * i + 1]);
        }
    }

    function _rootOf(bytes32[] memory nodes) internal pure returns (bytes32) {
        while (nodes.length > 1) nodes = _above(nodes);
        return nodes[0];
    }

    function _proofOf(bytes32[] memory nodes, uint256 index) internal pure returns (bytes32[] memory proof) {
        proof = new bytes32[](0);
        while (nodes.length > 1) {
            uint256 beside = index ^ 1;
            if (beside < nodes.length) proof = _append(proof, nodes[beside]);
            (nodes, index) = (_above(nodes), index / 2);
        }
    }

    function _append(bytes32[] memory words, bytes32 word) internal pure returns (bytes32[] memory longer) {
        longer = new bytes32[](words.length + 1);
        for (uint256 i; i < words.length; ++i) longer[i] = words[i];
        longer[words.length] = word;
    }

    // ------------------------------------------------------------------------- acts of one call each, after the
    // arguments

    function _sendAs(address sender, address from, address to, bytes32 id, bytes memory data) internal {
        vm.prank(sender);
        token.safeTransferFrom(from, to, uint256(id), data);
    }

    /// @dev By the holder of its receivable.
    function _sell(Sale memory s) internal {
        _sendAs(supplier.addr, supplier.addr, address(desk), _id(s.receivable), abi.encode(s));
    }

    function _sendCall(Sale memory s) internal view returns (bytes memory) {
        address to = address(desk);
        return
            abi.encodeWithSignature(
                "safeTransferFrom(address,address,uint256,bytes)",
                supplier.addr,
                to,
                uint256(_id(s.receivable)),
                abi.encode(s)
            );
    }

    /// @dev All in one transaction.
    function _sellMany(Sale[] memory sales) internal {
        bytes[] memory calls = new bytes[](sales.length);
        for (uint256 i; i < sales.length; ++i) calls[i] = _sendCall(sales[i]);
        vm.prank(supplier.addr);
        ledger.multicall(calls);
    }

    /// @dev Accepted, and sold under an offer for it alone.
    function _sold(uint256 number) internal returns (Receivable memory r) {
        r = _ready(number);
        _sell(_single(r));
    }

    function _purchase(Receivable memory r, Discount memory d) internal returns (uint256) {
        bytes memory signature = _signOffer(factor.key, TypedOffers.purchase(r, d));
        vm.prank(d.seller);
        return desk.purchase(r, d, signature);
    }

    function _buyBack(Receivable memory r) internal returns (uint256) {
        return desk.buyBack(_id(r), _openTerms(r));
    }

    /// @dev The seller pays all that is outstanding, and holds it again.
    function _boughtBack(Receivable memory r) internal {
        coin.mint(supplier.addr, CASH);
        vm.prank(supplier.addr);
        coin.approve(address(desk), MAX);
        vm.prank(supplier.addr);
        _buyBack(r);
    }

    /// @dev The seller's attempt fails, and leaves everything as it was.
    function _refuses(Sale memory s, bytes memory fault) internal {
        bytes32 before = _everythingOf(s);
        vm.expectRevert(fault);
        _sell(s);
        _eq(_everythingOf(s), before, "everything as it was");
    }

    // -------------------------------------------------------------------------------------------------- what there is

    /// @dev What a sale would change, as one word.
    function _everythingOf(Sale memory s) internal view returns (bytes32) {
        bytes32 state = _stateHash(s.receivable);
        uint256[3] memory cash = [
            coin.balanceOf(factor.addr),
            coin.balanceOf(s.conditions.seller),
            coin.balanceOf(address(desk))
        ];
        bool isSpent = desk.isSpent(s.conditions.nonce);
        return keccak256(abi.encode(state, cash, coin.allowance(factor.addr, address(desk)), isSpent));
    }

    function _isSold(Receivable memory r) internal view returns (bool) {
        return token.ownerOf(uint256(_id(r))) == address(desk);
    }

    function _fundsOf(Receivable memory r) internal view returns (uint256 funds) {
        (, funds, ) = desk.dealOf(_id(r), clock);
    }

    function _feesOf(Receivable memory r) internal view returns (uint256 fees) {
        (, , fees) = desk.dealOf(_id(r), clock);
    }

    function _termsOf(Receivable memory r) internal view returns (DealTerms memory terms) {
        (terms, , ) = desk.dealOf(_id(r), clock);
    }

    // -------------------------------------------------------------------------------------------------------- errors

    function _notSaleable(Receivable memory r, bytes32 why) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.NotSaleable.selector, _id(r), why);
    }

    function _offerInvalid(bytes32 field, uint256 value) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.OfferInvalid.selector, field, value);
    }

    function _offerExpired(uint256 until) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.OfferExpired.selector, until);
    }

    function _nonceTaken(uint256 nonce) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, factor.addr, nonce);
    }

    function _beyond(uint256 limit, uint256 inUse, uint256 advance) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.LimitExceeded.selector, limit, inUse, advance);
    }

    function _notSigned(bytes32 offer) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.SignatureInvalid.selector, factor.addr, _digestFor(desk, offer));
    }

    function _notCaller(address caller, address expected) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.CallerInvalid.selector, caller, expected);
    }

    function _noDeal(Receivable memory r) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.DealUnknown.selector, _id(r));
    }
}
