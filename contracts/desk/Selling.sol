// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {DeskStorage} from "./DeskStorage.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {IFactoringDesk} from "../interfaces/IFactoringDesk.sol";
import {Commitments} from "../libraries/Commitments.sol";
import {LedgerReading} from "../libraries/LedgerReading.sol";
import {Money} from "../libraries/Money.sol";
import {OfferMessages} from "../libraries/OfferMessages.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Waterfall} from "../libraries/Waterfall.sol";
import {Words} from "../libraries/Words.sol";
import {BuyerLimit, Conditions, Deal, DealTerms, Discount, OfferKind, Sale} from "../types/FactoringTypes.sol";
import {Receivable, Terms} from "../types/Types.sol";

/// @title Selling is sending
/// @notice What a factor offered, and what is checked before its money leaves.
abstract contract Selling is EIP712, DeskStorage {
    using Commitments for Receivable;
    using SafeERC20 for IERC20;
    using TransientSlot for *;

    uint256 private constant MAX_BUYERS = 64;
    uint256 private constant MAX_NONCES = 256;
    /// @dev Places that terms may come to lie away from their own.
    uint256 private constant MAX_PROBES = 8;
    uint256 private constant PARTS_PER_MILLION = 1_000_000;

    constructor() EIP712("Countersign", "1") {}

    // --------------------------------------------------------------------------------------------------------- sell

    /// @inheritdoc IERC721Receiver
    function onERC721Received(
        address,
        address from,
        uint256 tokenId,
        bytes calldata data
    ) external nonReentrant returns (bytes4) {
        _requireCaller(address(ledger));
        Sale calldata s = _saleIn(data);
        uint256 advance = _sell(bytes32(tokenId), from, s);
        IERC20(s.conditions.currency).safeTransferFrom(factor(), from, advance);
        return IERC721Receiver.onERC721Received.selector;
    }

    /// @inheritdoc IFactoringDesk
    function sellMany(Sale[] calldata sales) external nonReentrant returns (uint256 advance) {
        address currency;
        for (uint256 i; i < sales.length; ++i) {
            Sale calldata s = sales[i];
            bytes32 id = Commitments.idOf(s.receivable.header);
            if (i == 0) currency = s.conditions.currency;
            else require(s.conditions.currency == currency, NotSaleable(id, "currency"));
            IERC721(address(ledger)).transferFrom(msg.sender, address(this), uint256(id));
            advance += _sell(id, msg.sender, s);
        }
        if (advance != 0) IERC20(currency).safeTransferFrom(factor(), msg.sender, advance);
    }

    /// @dev Listening comes first, since it tells what is to be checked; a refusal undoes it.
    function _sell(bytes32 id, address seller, Sale calldata s) private returns (uint256 advance) {
        Conditions calldata c = s.conditions;
        require(seller == c.seller, NotSaleable(id, "seller"));
        (uint256 word, uint256 token) = ledger.listen(id);
        bytes32 commitment = s.receivable.hash();
        (uint256 open, uint256 daysLeft) = _saleable(id, word, token, commitment, s.receivable.terms, c.advices);
        (bytes32 offer, bool isNamed) = OfferMessages.offerOf(s, commitment);
        bytes32 why = isNamed ? _unfit(s, open, daysLeft) : bytes32("root");
        require(why == 0, NotSaleable(id, why));
        _requireOffered(offer, c, s.signature);
        if (word & Words.CREDITED != 0) _creditedBefore[id] = LedgerReading.credited(ledger, id);
        return _open(id, offer, s, open, word & Words.CREDITED != 0);
    }

    /// @dev What of a receivable the offer does not take. What the factor names it has seen; what a facility takes
    /// nobody may have validated, since terms may have been sealed, and its buyer may settle it with a discount, which
    /// has to leave the advance.
    function _unfit(Sale calldata s, uint256 open, uint256 daysLeft) private pure returns (bytes32 why) {
        (Conditions calldata c, Terms calldata t) = (s.conditions, s.receivable.terms);
        if (t.currency != c.currency) return "currency";
        if (daysLeft < c.minTenor || daysLeft > c.maxTenor) return "tenor";
        if (s.kind != OfferKind.Facility) return 0;
        Money.validate(t);
        uint256 advance = (open * c.price.advanceRate) / PARTS_PER_MILLION;
        uint256 year = PARTS_PER_MILLION * t.basis;
        uint256 sliding = (uint256(t.amount) * t.slidingRate * daysLeft + year / 2) / year;
        uint256 day = t.dueDay - daysLeft;
        uint256 discount = day <= t.discountDay2 ? t.discount2 : 0;
        if (day <= t.discountDay1) discount = t.discount1;
        if (advance + (sliding > discount ? sliding : discount) > open) return "discount";
    }

    /// @dev Writes the deal: its own word, where its terms are kept, and its part of what is in use.
    function _open(
        bytes32 id,
        bytes32 offer,
        Sale calldata s,
        uint256 open,
        bool isCredited
    ) private returns (uint256 advance) {
        Conditions calldata c = s.conditions;
        uint256 before = _deals[id];
        bool isFacility = s.kind == OfferKind.Facility;
        bool isOver = before & Waterfall.LIVE_BIT == 0 && before < Waterfall.LAST_GENERATION;
        require(isOver && (before == 0 || !isFacility), NotSaleable(id, "sold"));
        Deal memory deal;
        (deal.funds, deal.commission) = Waterfall.priceOf(c.price, open);
        deal.startDay = Waterfall.dayOf(block.timestamp, c.utcOffset);
        advance = deal.funds;
        require(advance != 0, NotSaleable(id, "price"));
        DealTerms memory terms = DealTerms(c.seller, c.price.feeRate, c.price.basis, c.price.recourseDays, c.utcOffset);
        deal.flags = Waterfall.nextGeneration(before) | Waterfall.LIVE;
        if (isCredited) deal.flags |= Waterfall.CREDITED_BEFORE;
        uint256 nonce = c.nonce;
        if (isFacility) {
            deal.place = _draw(id, offer, s, terms, advance);
            deal.flags |= Waterfall.FACILITY;
            _requireUnspent(nonce);
        } else {
            require(advance <= c.limit, LimitExceeded(c.limit, 0, advance));
            deal.place = _termsPlace(terms);
            nonce += s.index;
            _spend(nonce);
        }
        _deals[id] = Waterfall.pack(deal);
        _emitSold(id, offer, s, deal, terms, open, nonce);
    }

    function _emitSold(
        bytes32 id,
        bytes32 offer,
        Sale calldata s,
        Deal memory deal,
        DealTerms memory terms,
        uint256 open,
        uint256 nonce
    ) private {
        emit ReceivableSold(
            id,
            s.receivable.header.buyer,
            offer,
            s.kind,
            nonce,
            terms,
            s.conditions.currency,
            open,
            deal.funds,
            deal.commission,
            uint32(deal.startDay)
        );
    }

    /// @dev The terms of many deals are the same, so that each kind of them has one word: at the first free place from
    /// where their hash points.
    function _termsPlace(DealTerms memory terms) private returns (uint256 place) {
        uint256 word = Waterfall.packTerms(terms);
        place = uint256(Hashes.efficientKeccak256(bytes32(word), 0)) & Waterfall.PLACE_MASK;
        for (uint256 i; i < MAX_PROBES; ++i) {
            uint256 there = _terms[place];
            if (there == word) return place;
            if (there == 0) {
                _terms[place] = word;
                return place;
            }
            place = (place + 1) & Waterfall.PLACE_MASK;
        }
        revert OfferInvalid("price", word);
    }

    /// @dev Draws on a facility for its buyer and in all. @return use Of the buyer under it.
    function _draw(
        bytes32 id,
        bytes32 offer,
        Sale calldata s,
        DealTerms memory terms,
        uint256 advance
    ) private returns (uint256 use) {
        address buyer = s.receivable.header.buyer;
        uint256 limit = _limitOf(id, s.buyers, buyer);
        bytes32 key = _buyerKey(offer, buyer);
        use = _useOf[key];
        if (use == 0) {
            uint256 parent_ = _useOf[offer];
            if (parent_ == 0) {
                parent_ = ++_lastUse;
                _useOf[offer] = parent_;
            }
            use = ++_lastUse;
            _useOf[key] = use;
            _uses[use] = Use(0, uint32(parent_), uint32(_termsPlace(terms)));
        }
        Use memory ofBuyer = _uses[use];
        uint256 parent = ofBuyer.parent;
        uint256 inAll = _uses[parent].inUse;
        require(ofBuyer.inUse + advance <= limit, LimitExceeded(limit, ofBuyer.inUse, advance));
        require(inAll + advance <= s.conditions.limit, LimitExceeded(s.conditions.limit, inAll, advance));
        ofBuyer.inUse += uint96(advance);
        _uses[use] = ofBuyer;
        _uses[parent].inUse = uint96(inAll + advance);
    }

    function _limitOf(bytes32 id, BuyerLimit[] calldata buyers, address buyer) private pure returns (uint256) {
        require(buyers.length <= MAX_BUYERS, OfferInvalid("buyers", buyers.length));
        for (uint256 i; i < buyers.length; ++i) {
            if (buyers[i].buyer == buyer) return buyers[i].limit;
        }
        revert NotSaleable(id, "buyer");
    }

    // ----------------------------------------------------------------------------------------------------- purchase

    /// @inheritdoc IFactoringDesk
    function purchase(
        Receivable calldata receivable,
        Discount calldata d,
        bytes calldata signature
    ) external nonReentrant returns (uint256 price) {
        _requireCaller(d.seller);
        require(d.rate <= PARTS_PER_MILLION, OfferInvalid("rate", d.rate));
        require(d.basis == 360 || d.basis == 365, OfferInvalid("basis", d.basis));
        bytes32 commitment = receivable.hash();
        bytes32 id = Commitments.idOf(receivable.header);
        (uint256 word, uint256 token) = LedgerReading.wordsOf(ledger, id);
        (uint256 open, uint256 daysLeft) = _saleable(id, word, token, commitment, receivable.terms, d.advices);
        price = Waterfall.discounted(d, open, daysLeft);
        require(price != 0 && price >= d.minPrice, NotSaleable(id, "price"));
        bytes32 offer = OfferMessages.purchaseOf(d, commitment);
        address factor_ = factor();
        _requireSigned(factor_, offer, d.until, signature);
        _spend(d.nonce);
        emit ReceivablePurchased(id, d.seller, offer, d.nonce, receivable.terms.currency, open, price);
        IERC721(address(ledger)).transferFrom(d.seller, factor_, uint256(id));
        IERC20(receivable.terms.currency).safeTransferFrom(factor_, d.seller, price);
    }

    // ------------------------------------------------------------------------------------------------------- nonces

    /// @inheritdoc IFactoringDesk
    function spendNonces(uint256 first, uint256 count) external {
        _requireCaller(factor());
        require(count != 0 && count <= MAX_NONCES, OfferInvalid("count", count));
        require(first <= type(uint256).max - (count - 1), OfferInvalid("first", first));
        for (uint256 i; i < count; ++i) {
            if (isSpent(first + i)) continue;
            _spend(first + i);
            emit NonceSpent(first + i);
        }
    }

    function _spend(uint256 nonce) private {
        _nonces[nonce >> 8] = _requireUnspent(nonce) | (1 << (nonce & 0xff));
    }

    function _requireUnspent(uint256 nonce) private view returns (uint256 bits) {
        bits = _nonces[nonce >> 8];
        if (bits & (1 << (nonce & 0xff)) != 0) revert ILedger.NonceAlreadySpent(factor(), nonce);
    }

    /// @inheritdoc IFactoringDesk
    function isSpent(uint256 nonce) public view returns (bool) {
        return _nonces[nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    // ------------------------------------------------------------------------------------------------------- checks
    /// @dev What is sent is one `Sale`, whose encoding begins with where it begins.
    function _saleIn(bytes calldata data) private pure returns (Sale calldata s) {
        require(data.length > 0x20 && uint256(bytes32(data[:0x20])) == 0x20, OfferInvalid("data", data.length));
        assembly ("memory-safe") {
            s := add(data.offset, 0x20)
        }
    }

    function _requireSane(Conditions calldata c) private pure {
        (bytes32 field, uint256 value) = _insane(c);
        require(field == 0, OfferInvalid(field, value));
    }

    function _insane(Conditions calldata c) private pure returns (bytes32 field, uint256 value) {
        (uint256 advanceRate, uint256 feeRate, uint256 basis) = (c.price.advanceRate, c.price.feeRate, c.price.basis);
        if (advanceRate > PARTS_PER_MILLION) return ("advanceRate", advanceRate);
        if (feeRate > PARTS_PER_MILLION) return ("feeRate", feeRate);
        if (basis != 360 && basis != 365) return ("basis", basis);
        uint256 commissionRate = c.price.commissionRate;
        if (commissionRate > PARTS_PER_MILLION) return ("commissionRate", commissionRate);
        int256 offset = c.utcOffset;
        if (offset < -720 || offset > 840) return ("utcOffset", uint16(c.utcOffset));
    }

    /// @dev What may be bought now, whoever sells it: open amount, and days to the due date.
    function _saleable(
        bytes32 id,
        uint256 word,
        uint256 token,
        bytes32 commitment,
        Terms calldata terms,
        uint256 advices
    ) private view returns (uint256 open, uint256 daysLeft) {
        bytes32 why = LedgerReading.forbids(word, token, commitment, terms.amount, advices);
        require(why == 0, NotSaleable(id, why));
        uint256 day = Money.localDay(terms, block.timestamp);
        require(day <= terms.dueDay, NotSaleable(id, "overdue"));
        return (terms.amount - Words.settledOf(token), terms.dueDay - day);
    }

    /// @dev What was verified in this transaction need not be again: the items of one sale mostly have one offer.
    function _requireOffered(bytes32 offer, Conditions calldata c, bytes calldata signature) private {
        if (offer.asBoolean().tload()) return;
        _requireSane(c);
        _requireSigned(factor(), offer, c.until, signature);
        offer.asBoolean().tstore(true);
    }

    function _requireSigned(address factor_, bytes32 offer, uint256 until, bytes calldata signature) private view {
        require(block.timestamp <= until, OfferExpired(until));
        bytes32 digest = _hashTypedDataV4(offer);
        require(Signatures.isValid(factor_, digest, signature), ILedger.SignatureInvalid(factor_, digest));
    }

    function _buyerKey(bytes32 offer, address buyer) internal pure returns (bytes32) {
        return keccak256(abi.encode(offer, buyer));
    }
}
