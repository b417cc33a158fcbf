// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Receivable} from "./Types.sol";

/// @dev Recourse days of an offer without recourse for the buyer's credit risk.
uint16 constant NO_RECOURSE = type(uint16).max;

/// @notice What a factor's money costs (R53). Rates in parts per million, at most 1,000,000.
/// @param advanceRate Part of the open amount that is paid at once, rounded down; above zero.
/// @param feeRate A year on the funds in use, simple, by days from the sale, rounded half up once.
/// @param basis Days of the year that the fee rate is divided by: 360 or 365.
/// @param commissionRate On the open amount at the sale, rounded half up.
/// @param minimumFee The least that the commission of one receivable comes to, minor units.
/// @param recourseDays Days after the due date beyond which the factor may charge the receivable back; 65,535: never.
struct Price {
    uint32 advanceRate;
    uint32 feeRate;
    uint16 basis;
    uint32 commissionRate;
    uint96 minimumFee;
    uint16 recourseDays;
}

/// @notice Under which conditions a factor buys; part of each of its offers.
/// @param seller Who may sell: the holder. @param currency ERC-20 of the receivables and of the advance.
/// @param limit Of a facility the most funds in use at one time, else the most advance on one receivable, minor units.
/// @param minTenor, maxTenor Days from the sale to the due date, both included. @param advices How many unanswered
/// advices of the buyer the factor knows of and takes. @param utcOffset Minutes that the factor's days are ahead of
/// UTC. @param until Last instant, unix seconds.
/// @param nonce Of the factor, any that it has not used: of several receivables the first of as many, each of which is
/// used once; of a facility it stays unspent, and spending it ends the facility.
struct Conditions {
    address seller;
    address currency;
    Price price;
    uint96 limit;
    uint16 minTenor;
    uint16 maxTenor;
    uint8 advices;
    int16 utcOffset;
    uint40 until;
    uint256 nonce;
}

/// @notice A buyer whose receivables a facility takes. @param limit Most funds in use on it at one time, minor units.
struct BuyerLimit {
    address buyer;
    uint96 limit;
}

/// @notice What the factor signed. Single: `Offer` of one receivable. Several: `OfferRoot` over named receivables.
/// Facility: `Facility`, a standing offer for whatever the named buyers accepted, with no discount beyond the reserve.
enum OfferKind {
    Single,
    Several,
    Facility
}

/// @notice What a holder sends with a token: the receivable, opened, and the factor's offer for it.
/// @param index, count Of Several: place of the receivable, and how many the root holds. @param proof From its leaf to
/// the root. @param buyers Of Facility: its buyers, at most 64. @param signature Of the factor; not read
/// again for what was verified earlier in the same transaction.
struct Sale {
    Receivable receivable;
    Conditions conditions;
    OfferKind kind;
    uint32 index;
    uint32 count;
    bytes32[] proof;
    BuyerLimit[] buyers;
    bytes signature;
}

/// @notice An offer to buy one receivable outright at a discount (R55): the factor holds it itself, and no deal
/// remains. Price = open - open x rate x (days to the due date + extra days) / basis, the discount rounded half up.
/// @param seller Who may sell: the holder. @param rate Parts per million a year, at most 1,000,000. @param basis 360 or
/// 365. @param extraDays Days added to those until the due date. @param minPrice Least price, minor units: what was
/// paid since the offer makes it void, not cheaper. @param advices, until, nonce As in `Conditions`.
struct Discount {
    address seller;
    uint32 rate;
    uint16 basis;
    uint16 extraDays;
    uint96 minPrice;
    uint8 advices;
    uint40 until;
    uint256 nonce;
}

/// @notice What a deal comes to, as the waterfall needs it. Minor units; days since 1970-01-01.
/// @param funds Advance not yet repaid. @param commission Fixed dues: the commission, and what a returned receipt left
/// with the seller. @param startDay Day of the sale. @param place Of its terms; under a facility of what is in use with
/// the buyer, which names them.
/// @param flags What it went through. @param fundDays Sum over repaid funds of funds x days in use. @param feesPaid Of
/// fee and commission together.
struct Deal {
    uint256 funds;
    uint256 commission;
    uint256 startDay;
    uint256 place;
    uint256 flags;
    uint256 fundDays;
    uint256 feesPaid;
}

/// @notice What is the same for many deals; one slot for all that agree in it.
struct DealTerms {
    address seller;
    uint32 feeRate;
    uint16 basis;
    uint16 recourseDays;
    int16 utcOffset;
}

/// @notice Where cash that repaid a deal came from: the debtor's payment on the ledger; the seller or anyone for it;
/// the debtor's money that reached the factor, or reached the seller and was turned over.
enum Source {
    Payment,
    Repayment,
    FactorReceipt,
    SellerReceipt
}

/// @notice Who got money that moved outside the chain: the factor; the seller, who turns it over now; the seller, who
/// kept it.
enum Recipient {
    Factor,
    SellerTurnedOver,
    SellerKept
}

/// @notice How cash was shared out. `cash = toFunds + toFees + toSeller`, minor units.
struct Distribution {
    uint256 toFunds;
    uint256 toFees;
    uint256 toSeller;
}

/// @notice A receipt that a deal took in, opened to reverse it; all of it stands in `DealPaid`.
struct DealReceipt {
    Source source;
    uint256 toFunds;
    uint256 toFees;
    uint256 toSeller;
    uint32 day;
}

/// @notice Why the seller owes what is outstanding. Recourse: the buyer has not paid within the recourse days.
/// Dilution: what was sold was credited since. Warranty: the factor says that the seller's word was broken, with
/// evidence; nobody here decides whether it was. Misdirected: the seller kept what the buyer paid it.
enum ClaimReason {
    Recourse,
    Dilution,
    Warranty,
    Misdirected
}
