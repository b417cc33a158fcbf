// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {DeskStorage} from "./DeskStorage.sol";
import {IFactoringDesk} from "../interfaces/IFactoringDesk.sol";
import {IPaymentListener} from "../interfaces/IPaymentListener.sol";
import {LedgerReading} from "../libraries/LedgerReading.sol";
import {Money} from "../libraries/Money.sol";
import {Slots} from "../libraries/Slots.sol";
import {Waterfall} from "../libraries/Waterfall.sol";
import {
    ClaimReason,
    Deal,
    DealReceipt,
    DealTerms,
    Distribution,
    NO_RECOURSE,
    Recipient,
    Source
} from "../types/FactoringTypes.sol";
import {Consent, OpenTerms, Receipt, RecordedReceipt, Terms, Verb} from "../types/Types.sol";

/// @title The waterfall of a deal, its receipts, its claims
/// @notice Effects come first: a deal is changed before any currency is called.
abstract contract Settling is DeskStorage {
    // ---------------------------------------------------------------------------------------------------- waterfall

    /// @inheritdoc IPaymentListener
    function onReceivablePaid(bytes32 id, address currency, uint256 cash) external nonReentrant returns (bytes4) {
        _requireCaller(address(ledger));
        (Deal memory deal, DealTerms memory terms) = _known(id);
        _shareOut(id, deal, terms, currency, cash);
        return IPaymentListener.onReceivablePaid.selector;
    }

    /// @inheritdoc IFactoringDesk
    function collect(bytes32 id, address currency) external nonReentrant returns (uint256 cash) {
        (Deal memory deal, DealTerms memory terms) = _known(id);
        uint256 had = IERC20(currency).balanceOf(address(this));
        // This contract is entered, so that the ledger cannot tell it, and hands over without.
        ledger.claim(id, address(this), currency);
        // No receivable comes to more, whatever a currency says of itself.
        cash = SafeCast.toUint96(IERC20(currency).balanceOf(address(this)) - had);
        _shareOut(id, deal, terms, currency, cash);
    }

    /// @dev What was settled before a deal ended and comes afterwards is its seller's, and no part of the deal. A payer
    /// of many can see to that, since the ledger settles all of them before it pays the first.
    function _shareOut(bytes32 id, Deal memory deal, DealTerms memory terms, address currency, uint256 cash) private {
        if (deal.flags & Waterfall.LIVE == 0) return _send(currency, terms.seller, cash);
        Distribution memory d = _take(id, deal, terms, cash, _today(terms), Source.Payment, 0);
        _send(currency, factor(), d.toFunds + d.toFees);
        _send(currency, terms.seller, d.toSeller);
    }

    /// @inheritdoc IFactoringDesk
    function repay(bytes32 id, OpenTerms calldata opened, uint256 maxCash) external nonReentrant returns (uint256) {
        return _repay(id, opened, maxCash);
    }

    /// @inheritdoc IFactoringDesk
    function buyBack(bytes32 id, OpenTerms calldata opened) external nonReentrant returns (uint256 cash) {
        (, DealTerms memory terms) = _live(id);
        _requireCaller(terms.seller);
        cash = _repay(id, opened, type(uint256).max);
        _reassign(id, opened);
    }

    /// @inheritdoc IFactoringDesk
    function reassign(bytes32 id, OpenTerms calldata opened) external nonReentrant {
        _reassign(id, opened);
    }

    function _repay(bytes32 id, OpenTerms calldata opened, uint256 maxCash) private returns (uint256 cash) {
        address currency = _currencyOf(id, opened);
        (Deal memory deal, DealTerms memory terms) = _live(id);
        uint256 day = _today(terms);
        cash = _outstanding(deal, terms);
        if (maxCash < cash) cash = maxCash;
        require(cash != 0, NothingOutstanding(id));
        _take(id, deal, terms, cash, day, Source.Repayment, 0);
        _move(currency, msg.sender, factor(), cash);
    }

    function _reassign(bytes32 id, OpenTerms calldata opened) private {
        address currency = _currencyOf(id, opened);
        (Deal memory deal, DealTerms memory terms) = _live(id);
        uint256 outstanding = _outstanding(deal, terms);
        require(outstanding == 0, StillOutstanding(id, outstanding));
        bool isFinal = deal.flags & Waterfall.HAS_RECEIPTS == 0 || msg.sender == factor();
        require(isFinal, ReceiptsReversible(id));
        uint256 kept = LedgerReading.kept(ledger, address(this), currency, id);
        require(kept == 0, CashIsKept(id, kept));
        deal.flags &= ~Waterfall.LIVE;
        _deals[id] = Waterfall.pack(deal);
        emit ReceivableReassigned(id, terms.seller);
        IERC721(address(ledger)).transferFrom(address(this), terms.seller, uint256(id));
    }

    /// @dev Shares cash out and keeps what the deal then is. A deal that one payment repays needs no detail word.
    function _take(
        bytes32 id,
        Deal memory deal,
        DealTerms memory terms,
        uint256 cash,
        uint256 day,
        Source source,
        bytes32 bankRef
    ) private returns (Distribution memory shared) {
        shared = Waterfall.take(deal, terms, cash, day);
        emit DealPaid(id, source, shared, uint32(day), bankRef);
        _count(deal, -int256(shared.toFunds));
        bool isWhole = deal.flags & Waterfall.DETAIL == 0 && Waterfall.isRepaid(deal, terms, day);
        // What a receipt repaid may have to be given back, so that it is always written down.
        bool isReceipt = source == Source.FactorReceipt || source == Source.SellerReceipt;
        if (isWhole && !isReceipt) {
            if (shared.toFunds | shared.toFees == 0) return shared;
            deal.commission = 0;
        } else {
            deal.flags |= Waterfall.DETAIL;
            _details[id] = Waterfall.packDetail(deal);
        }
        _deals[id] = Waterfall.pack(deal);
    }

    /// @dev What is in use again after a reversal counts even beyond a limit: the money is out already.
    function _count(Deal memory deal, int256 funds) private {
        if (deal.flags & Waterfall.FACILITY == 0 || funds == 0) return;
        Use memory ofBuyer = _uses[deal.place];
        ofBuyer.inUse = uint96(uint256(int256(uint256(ofBuyer.inUse)) + funds));
        _uses[deal.place] = ofBuyer;
        _uses[ofBuyer.parent].inUse = uint96(uint256(int256(uint256(_uses[ofBuyer.parent].inUse)) + funds));
    }

    // ----------------------------------------------------------------------------------------------------- receipts

    /// @inheritdoc IFactoringDesk
    function recordReceipt(
        bytes32 id,
        OpenTerms calldata opened,
        Receipt calldata receipt,
        Recipient recipient
    ) external nonReentrant {
        (Deal memory deal, DealTerms memory terms) = _live(id);
        address currency = _currencyOf(id, opened);
        // A seller that could choose the day could spare itself the fee, and give a discount on the factor's money.
        if (recipient == Recipient.SellerTurnedOver) _requireToday(id, opened, receipt.valueDay, terms.seller);
        else _requireFactor(Verb.RecordReceipt);
        bool isKept = recipient == Recipient.SellerKept;
        require(!isKept || LedgerReading.isAdvised(ledger, id, receipt), ClaimForbidden(id, "advice"));
        ledger.recordReceipt(id, opened, receipt, _none());
        if (isKept) return _claimMisdirected(id, deal, terms, receipt);
        Source source = recipient == Recipient.Factor ? Source.FactorReceipt : Source.SellerReceipt;
        uint256 day = source == Source.FactorReceipt ? receipt.valueDay : _today(terms);
        deal.flags |= Waterfall.HAS_RECEIPTS;
        Distribution memory d = _take(id, deal, terms, receipt.cash, day, source, receipt.bankRef);
        DealReceipt memory taken = DealReceipt(source, d.toFunds, d.toFees, d.toSeller, uint32(day));
        _receipts[Slots.receiptKey(id, receipt.bankRef)] = _receiptHash(deal, taken);
        if (source == Source.FactorReceipt) _move(currency, factor(), terms.seller, d.toSeller);
        else _move(currency, terms.seller, factor(), d.toFunds + d.toFees);
    }

    function _requireToday(bytes32 id, OpenTerms calldata opened, uint256 day, address seller) private view {
        _requireCaller(seller);
        require(day == Money.localDay(opened.terms, block.timestamp), ReceiptDayInvalid(id, day));
    }

    function _claimMisdirected(bytes32 id, Deal memory deal, DealTerms memory terms, Receipt calldata receipt) private {
        uint256 outstanding = _outstanding(deal, terms);
        uint256 amount = receipt.cash < outstanding ? receipt.cash : outstanding;
        emit ClaimRaised(id, terms.seller, ClaimReason.Misdirected, amount, receipt.bankRef);
    }

    /// @inheritdoc IFactoringDesk
    function reverseReceipt(
        bytes32 id,
        OpenTerms calldata opened,
        RecordedReceipt calldata recorded,
        DealReceipt calldata receipt,
        bytes32 evidence
    ) external nonReentrant {
        _requireFactor(Verb.ReverseReceipt);
        address currency = _currencyOf(id, opened);
        (Deal memory deal, DealTerms memory terms) = _live(id);
        bytes32 key = Slots.receiptKey(id, recorded.bankRef);
        bytes32 taken = _receipts[key];
        // What the seller kept never entered the deal, so that nothing of it is given back.
        bool isTaken = taken != 0;
        require(!isTaken || taken == _receiptHash(deal, receipt), DealReceiptUnknown(id, recorded.bankRef));
        delete _receipts[key];
        ledger.reverseReceipt(id, opened, recorded, evidence, _none(), _none());
        if (!isTaken) return;
        emit DealReceiptReversed(id, recorded.bankRef, receipt);
        bool isOfFactor = receipt.source == Source.FactorReceipt;
        Distribution memory d = Distribution(receipt.toFunds, receipt.toFees, receipt.toSeller);
        Waterfall.giveBack(deal, d, receipt.day, isOfFactor);
        // What is outstanding again can be claimed again.
        deal.flags &= ~(Waterfall.RECOURSE_CLAIMED | Waterfall.WARRANTY_CLAIMED);
        _count(deal, int256(d.toFunds));
        (_deals[id], _details[id]) = (Waterfall.pack(deal), Waterfall.packDetail(deal));
        if (!isOfFactor) _move(currency, factor(), terms.seller, d.toFunds + d.toFees);
    }

    function _receiptHash(Deal memory deal, DealReceipt memory r) private pure returns (bytes32) {
        return keccak256(abi.encode(deal.flags & Waterfall.GENERATION_MASK, r));
    }

    // ------------------------------------------------------------------------------------------------------- claims

    /// @inheritdoc IFactoringDesk
    function chargeBack(bytes32 id, OpenTerms calldata opened, ClaimReason reason, bytes32 evidence) external {
        _requireFactor(Verb.ChargeBack);
        _currencyOf(id, opened);
        (Deal memory deal, DealTerms memory terms) = _live(id);
        uint256 amount = _outstanding(deal, terms);
        require(amount != 0, NothingOutstanding(id));
        bytes32 why;
        if (evidence == 0) why = "evidence";
        else if (reason == ClaimReason.Misdirected) why = "advice";
        else if (reason == ClaimReason.Dilution) {
            uint256 before = deal.flags & Waterfall.CREDITED_BEFORE == 0 ? 0 : _creditedBefore[id];
            uint256 credited = LedgerReading.credited(ledger, id) - before;
            if (credited == 0) why = "credited";
            if (credited < amount) amount = credited;
        } else why = _raise(id, deal, terms, opened.terms, reason == ClaimReason.Recourse);
        require(why == 0, ClaimForbidden(id, why));
        emit ClaimRaised(id, terms.seller, reason, amount, evidence);
    }

    /// @dev Of each of these there is one until a receipt is reversed. @return why It cannot be raised; zero if it is.
    function _raise(
        bytes32 id,
        Deal memory deal,
        DealTerms memory terms,
        Terms calldata t,
        bool isRecourse
    ) private returns (bytes32 why) {
        uint256 lastDay = uint256(t.dueDay) + terms.recourseDays;
        bool isOver = terms.recourseDays != NO_RECOURSE && Money.localDay(t, block.timestamp) > lastDay;
        if (isRecourse && !isOver) return "recourse";
        uint256 flag = isRecourse ? Waterfall.RECOURSE_CLAIMED : Waterfall.WARRANTY_CLAIMED;
        if (deal.flags & flag != 0) return "raised";
        _deals[id] |= flag << Waterfall.FLAGS_SHIFT;
    }

    function _none() private pure returns (Consent[] memory) {
        return new Consent[](0);
    }
}
