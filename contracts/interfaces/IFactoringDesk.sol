// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {
    ClaimReason,
    DealReceipt,
    DealTerms,
    Discount,
    Distribution,
    OfferKind,
    Recipient,
    Sale,
    Source
} from "../types/FactoringTypes.sol";
import {OpenTerms, Receipt, Receivable, RecordedReceipt} from "../types/Types.sol";
import {Mandate} from "./IDirectory.sol";
import {IPaymentListener} from "./IPaymentListener.sol";
import {IReceivables} from "./IReceivables.sol";

/// @title A factor's desk: what it bought with a reserve, and the waterfall of each deal
/// @notice Each factor has a desk of its own (`IFactoring.open`), so that no allowance, cash or fault of one factor
/// touches another's. It holds the receivables of its deals, listens on the ledger, and hands on every cent in the
/// transaction that brings it: first the factor's advance, then fee and commission, the rest to the seller (R54).
///
/// **Selling is sending**: the holder sends the token with `abi.encode(Sale)`. Everything is checked there: accepted,
/// undisputed, not written off, not overdue, no more unanswered advices than the offer names, terms opened and valid,
/// tenor, limits, the factor's signature. The advance goes from the factor, which gave its own desk an allowance of the
/// currency, straight to the seller. Several go in one transaction by the ledger's `multicall`, or cheaper by
/// `sellMany`. A token that comes without data, or by `transferFrom`, is refused or not a deal: no cash of it is handed
/// on.
///
/// **Acting on what is held**: what lessens or changes the claim (amend, credit, waive, concede a dispute) is decided
/// by seller and factor together (`act`), since the reserve is the seller's and the advance the factor's; R59, art.
/// 765. Once nothing is outstanding, and the deal never took in a receipt that a bank may take back, the seller decides
/// alone. An amendment keeps the currency, since a deal is reckoned in one. The factor alone may debit, write off and
/// accelerate on the ledger, by a mandate of the desk. Receipts come through here, since they name who got the money.
///
/// Errors of signatures, nonces and opened terms are the ledger's: `SignatureInvalid` and `NonceAlreadySpent` of the
/// factor, `CommitmentMismatch`.
///
/// The desk owes nobody anything after a transaction, except what a recipient could not be paid: that waits for
/// `withdraw`. There is no owner, no fee of the house and no upgrade. Days are the factor's (`utcOffset`).
///
/// Not supported: currencies that rebase or take a fee, cash sent to the desk by a plain transfer, and a receivable
/// whose policy needs the buyer's consent, for its way back, until that consent is given: until then the seller is paid
/// all that comes.
interface IFactoringDesk is IPaymentListener, IERC721Receiver {
    /// @notice A receivable was sold with a reserve. @param buyer Who owes it. @param offer Struct hash that the factor
    /// signed. @param nonce That this sale spent; of a facility its own, unspent. @param open Open amount at the sale.
    /// @param advance What the seller got. @param commission Fixed part of the fees. All minor units. @param day Of the
    /// sale, from which the fee runs.
    event ReceivableSold(
        bytes32 indexed id,
        address indexed buyer,
        bytes32 indexed offer,
        OfferKind kind,
        uint256 nonce,
        DealTerms terms,
        address currency,
        uint256 open,
        uint256 advance,
        uint256 commission,
        uint32 day
    );

    /// @notice A receivable was sold outright, to the factor itself. @param nonce That this spent. @param open Open
    /// amount. @param price Minor units.
    event ReceivablePurchased(
        bytes32 indexed id,
        address indexed seller,
        bytes32 indexed offer,
        uint256 nonce,
        address currency,
        uint256 open,
        uint256 price
    );

    /// @notice Cash of a deal was shared out. @param shared Minor units. @param day From which on repaid funds cost
    /// nothing: today, or a receipt's value date. @param bankRef Of a receipt; zero otherwise.
    event DealPaid(bytes32 indexed id, Source indexed source, Distribution shared, uint32 day, bytes32 bankRef);

    /// @notice A receipt of the deal was reversed: the deal owes again what it had repaid, as if it had never come, and
    /// what went to the seller. @param receipt As it was taken in.
    event DealReceiptReversed(bytes32 indexed id, bytes32 indexed bankRef, DealReceipt receipt);

    /// @notice The seller owes the factor a gap; `repay` pays it. @param amount What is claimed now, minor units; what
    /// is paid on the deal from any side lessens it. @param evidence Hash of what supports it; of Misdirected the bank
    /// reference.
    event ClaimRaised(
        bytes32 indexed id,
        address indexed seller,
        ClaimReason indexed reason,
        uint256 amount,
        bytes32 evidence
    );

    /// @notice One side consented to an act on the receivable; it is done when the other does, within 30 days.
    /// @param call The ledger's call, encoded.
    event ActProposed(bytes32 indexed id, address indexed by, bytes call);

    /// @notice An act that both consented to was done; the ledger's own event follows. @param act keccak256 of the
    /// call.
    event ActDone(bytes32 indexed id, address indexed by, bytes32 act);

    /// @notice The receivable went back to its seller (反转让): nothing of the deal is outstanding.
    event ReceivableReassigned(bytes32 indexed id, address indexed seller);

    /// @notice An account could not be paid; its cash waits here. @param amount Minor units, added to what waits.
    event CashOwed(address indexed account, address indexed currency, uint256 amount);

    /// @notice What waited for an account went to it.
    event CashWithdrawn(address indexed account, address indexed currency, uint256 amount);

    /// @notice The factor voided a nonce: what it signed under it is void. A sale spends its nonce by its own event.
    event NonceSpent(uint256 nonce);

    /// @notice Only `expected` may call this: the ledger, the factor (or an agent with the mandate), or the seller.
    error CallerInvalid(address caller, address expected);

    /// @notice Conditions say nothing that can be done. Way out: rates of at most 1,000,000 parts per million, basis
    /// 360 or 365, a time zone from -720 to 840 minutes, at most 64 buyers. What would pay nothing is not saleable.
    /// @param field Its name, letters left-aligned. @param value What it is.
    error OfferInvalid(bytes32 field, uint256 value);

    /// @notice The offer is over. @param until Its last instant, unix seconds.
    error OfferExpired(uint256 until);

    /// @notice The receivable cannot be sold under the offer. Way out: by `why`. "commitment": open exactly what was
    /// agreed; "accepted", "disputed", "writtenOff", "closed", "overdue", "advised": cure that first, or get an offer
    /// that names the advices; "seller", "currency", "tenor", "buyer", "root": the offer is for another; "discount":
    /// its buyer may deduct more than the facility keeps as reserve, so that only an offer that names it will do;
    /// "sold": this desk has bought it before, so that only an offer that names it will do, fifteen sales in all, and
    /// none while the deal lives; "price": less would be paid than the offer's least, or nothing.
    error NotSaleable(bytes32 id, bytes32 why);

    /// @notice A limit of the offer does not cover the advance. All minor units.
    error LimitExceeded(uint256 limit, uint256 inUse, uint256 advance);

    /// @notice The desk has no live deal about it. Way out: check the id, and whether it was reassigned.
    error DealUnknown(bytes32 id);

    /// @notice Nothing is outstanding, or nothing waits: there is nothing to pay, claim or withdraw.
    error NothingOutstanding(bytes32 id);

    /// @notice Something is outstanding, minor units. Way out: repay it first.
    error StillOutstanding(bytes32 id, uint256 amount);

    /// @notice The ledger keeps cash of this deal, minor units. Way out: anyone's `claim` on the ledger hands it on,
    /// or `collect`.
    error CashIsKept(bytes32 id, uint256 amount);

    /// @notice The deal took in receipts, which a bank can take back. Way out: the factor reassigns; all cash of
    /// the receivable goes to the seller meanwhile.
    error ReceiptsReversible(bytes32 id);

    /// @notice What the seller turns over counts from the day on which it does so. Way out: today, in the terms' own
    /// zone; what an earlier day would have spared the buyer is for the holder to credit or waive.
    error ReceiptDayInvalid(bytes32 id, uint256 valueDay);

    /// @notice The call is none that seller and factor decide together, or about another receivable, or into another
    /// currency. Way out: amend in its currency, credit, waive or resolve of this one.
    error ActInvalid(bytes32 id, bytes4 selector);

    /// @notice No claim of this kind can be raised. Way out: by `why`. "recourse": none was agreed, or its days are not
    /// over; "credited": nothing was since the sale; "evidence": name it; "raised": it was raised before, and no
    /// receipt of the deal was reversed since; "advice": the buyer has not said that it paid exactly this.
    error ClaimForbidden(bytes32 id, bytes32 why);

    /// @notice No such receipt stands in the deal. Way out: open exactly what `DealPaid` said.
    error DealReceiptUnknown(bytes32 id, bytes32 bankRef);

    /// @notice A mandate may only be for what the desk lets its factor do. @param verbs What was asked, as bits.
    error MandateInvalid(uint256 verbs);

    /// @return The ledger.
    function ledger() external view returns (IReceivables);

    /// @return The factor whose desk this is.
    function factor() external view returns (address);

    /// @notice Gives the factor the desk's mandate on the ledger; anyone may call, and `IFactoring.open` does.
    function begin() external;

    /// @notice The factor lets an agent act on the ledger for the desk. Reverts with `CallerInvalid` or
    /// `MandateInvalid`, or as the directory does.
    function giveMandate(address agent, Mandate calldata mandate) external;

    /// @notice The factor ends it. Reverts with `CallerInvalid`, or as the directory does.
    function revokeMandate(address agent) external;

    /// @notice The factor voids `count` nonces from `first`: offers not taken yet, and draws of a facility to come.
    /// @param count 1 to 256. Nonces that are spent already stay so. Reverts with `CallerInvalid` or `OfferInvalid`.
    function spendNonces(uint256 first, uint256 count) external;

    /// @notice Sells several at once, of the caller's own, which approved the desk on the ledger: as sending each, with
    /// one transfer of what they come to. All or nothing; all in one currency. Reverts as a sale by sending does.
    /// @return advance In all, minor units.
    function sellMany(Sale[] calldata sales) external returns (uint256 advance);

    /// @notice Buys one receivable outright for the factor; the holder calls, having approved the desk on the ledger.
    /// Reverts with `CallerInvalid`, `OfferExpired`, `OfferInvalid`, `NotSaleable`, `NonceAlreadySpent`,
    /// `SignatureInvalid`, or as the token and the currency do. @param signature Of the factor, `PurchaseOffer`.
    /// @return price Minor units.
    function purchase(
        Receivable calldata receivable,
        Discount calldata discount,
        bytes calldata signature
    ) external returns (uint256 price);

    /// @notice Pays at most `maxCash` of what is outstanding from the caller's own money: a buy-back, a claim, or
    /// whoever stands in for the seller. Reverts with `DealUnknown`, `CommitmentMismatch`, `NothingOutstanding`, or as
    /// the currency does. @return cash What moved, minor units.
    function repay(bytes32 id, OpenTerms calldata opened, uint256 maxCash) external returns (uint256 cash);

    /// @notice Shares out what the ledger keeps for the desk on a receivable, where the ledger's own `claim` cannot:
    /// the hook had too little gas, or the receivable went back before the cash came: then all of it is its seller's,
    /// and no part of the deal that has ended. Anyone may call. Reverts with `DealUnknown`, or as the ledger's `claim`
    /// does, or where more came than 96 bits hold. @return cash What came, minor units.
    function collect(bytes32 id, address currency) external returns (uint256 cash);

    /// @notice Seller or factor consents to an act of the holder; the second one does it. Once nothing is outstanding,
    /// and no receipt was ever taken in, the seller alone does, and what it consented to before counts no more. Reverts
    /// with `CallerInvalid`, `DealUnknown`, `ActInvalid`, or as the ledger does.
    /// An agent of the factor needs its mandate for the verb, to resolve that of Credit; the seller has no agents here.
    /// @param call Of `amend`, `credit`, `waive` or `resolve` on the ledger, encoded, without a consent of the holder.
    /// @return done Whether it was done, and not only proposed.
    function act(bytes32 id, bytes calldata call) external returns (bool done);

    /// @notice Hands the receivable back to its seller once nothing is outstanding, which ends the deal; anyone may
    /// call, but where the deal ever took in a receipt, which a bank can take back, only the factor. Reverts with
    /// `DealUnknown`,
    /// `CommitmentMismatch`, `StillOutstanding`, `ReceiptsReversible`, `CashIsKept`, or as the token does (policy with
    /// the buyer's consent).
    function reassign(bytes32 id, OpenTerms calldata opened) external;

    /// @notice The seller buys back: `repay` of all that is outstanding, then `reassign`. Reverts as they do.
    function buyBack(bytes32 id, OpenTerms calldata opened) external returns (uint256 cash);

    /// @notice Records money that moved outside the chain, on the ledger and in the deal. Factor: called by the factor,
    /// which hands the seller its part here; its value date ends the fee of what it repays. SellerTurnedOver: called by
    /// the seller, which hands the factor its part here, with the value date of today. SellerKept: called by the factor
    /// for exactly what the buyer has advised; it raises a claim and hands on nothing. Reverts with `CallerInvalid`,
    /// `DealUnknown`, `CommitmentMismatch`, `ReceiptDayInvalid`, `ClaimForbidden`, or as the ledger's `recordReceipt`
    /// and the currency do.
    function recordReceipt(
        bytes32 id,
        OpenTerms calldata opened,
        Receipt calldata receipt,
        Recipient recipient
    ) external;

    /// @notice The factor reverses a receipt that the bank took back: on the ledger, and in the deal, which owes again
    /// what it had repaid as if it had never come, and what the seller had got of it; it can be claimed anew. What the
    /// seller had turned over goes back to it. Reverts with `CallerInvalid`, `DealUnknown`, `DealReceiptUnknown`,
    /// `CommitmentMismatch`, or as the ledger's `reverseReceipt` does.
    function reverseReceipt(
        bytes32 id,
        OpenTerms calldata opened,
        RecordedReceipt calldata recorded,
        DealReceipt calldata receipt,
        bytes32 evidence
    ) external;

    /// @notice The factor charges back: it records that the seller owes what is outstanding, or of Dilution at most
    /// what was credited since the sale. It moves nothing. Reverts with `CallerInvalid`, `DealUnknown`,
    /// `CommitmentMismatch`, `NothingOutstanding` or `ClaimForbidden`. @param reason Not Misdirected.
    function chargeBack(bytes32 id, OpenTerms calldata opened, ClaimReason reason, bytes32 evidence) external;

    /// @notice Pays out what waits for an account; anyone may call. Reverts with `NothingOutstanding`, or as the
    /// currency does. @return amount Minor units.
    function withdraw(address account, address currency) external returns (uint256 amount);

    /// @return terms Of the deal. @return funds Advance not repaid. @return fees Fee until `instant`, and commission,
    /// not paid; both minor units. @param instant Unix seconds. Reverts with `DealUnknown`.
    function dealOf(
        bytes32 id,
        uint256 instant
    ) external view returns (DealTerms memory terms, uint256 funds, uint256 fees);

    /// @return Funds in use under a facility, or with a buyer under it; minor units. @param buyer Zero for all.
    function inUse(bytes32 offer, address buyer) external view returns (uint256);

    /// @return What waits for an account, minor units.
    function owedTo(address account, address currency) external view returns (uint256);

    /// @return Whether a nonce of the factor was used or voided.
    function isSpent(uint256 nonce) external view returns (bool);
}
