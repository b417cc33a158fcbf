// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DemoCurrency} from "../../../contracts/demo/DemoCurrency.sol";
import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {
    ClaimReason,
    Conditions,
    DealReceipt,
    Distribution,
    Recipient,
    Source
} from "../../../contracts/types/FactoringTypes.sol";
import {
    Allocation,
    OpenTerms,
    Position,
    Receipt,
    Receivable,
    RecordedReceipt,
    Terms
} from "../../../contracts/types/Types.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Vm} from "../support/Vm.sol";
import {FactoringWorld} from "./FactoringWorld.sol";

/// @notice Receivables that were sold with a reserve, and short ways to bring cash and to see who got it.
abstract contract SettlingWorld is FactoringWorld {
    /// @dev What each account has of the coin.
    struct Purses {
        uint256 factor;
        uint256 seller;
        uint256 desk;
        uint256 ledger;
        uint256 buyer;
    }

    /// @dev A receipt that a deal took in: what has to be opened to reverse it.
    struct Taken {
        RecordedReceipt recorded;
        DealReceipt receipt;
    }

    uint256 internal constant FEE_OF_A_DAY = 17_778;

    Purses internal before;

    // ------------------------------------------------------------------------------------------------------- deals

    /// @dev R54: 100,000.00 due in 60 days, and sold for 80,000.00 at 8 % and half a percent.
    function _soldAsInR54(uint256 number) internal returns (Receivable memory r) {
        Terms memory t = _plainTerms();
        (t.amount, t.dueDay) = (10_000_000, uint32(TODAY + 60));
        r = _make(number, t);
        _accepted(r);
        _sell(_single(r));
        _look();
    }

    /// @dev Accepted under any terms, and sold as `_price` says.
    function _soldWith(uint256 number, Terms memory t) internal returns (Receivable memory r) {
        r = _make(number, t);
        _accepted(r);
        _sell(_single(r));
        _look();
    }

    /// @dev 80 % of 10,000.00 that cost nothing, so that cash over 8,000.00 is the seller's.
    function _soldFree(uint256 number) internal returns (Receivable memory r) {
        r = _ready(number);
        Conditions memory c = _conditions(uint256(_id(r)));
        (c.price.feeRate, c.price.commissionRate) = (0, 0);
        _sell(_single(r, c));
        _look();
    }

    /// @dev From here on all is owed and paid in another currency, of which buyer and factor have enough.
    function _useCurrency(address currency) internal {
        coin = DemoCurrency(currency);
        _fund(buyer.addr);
        _enrich(factor.addr);
    }

    // ----------------------------------------------------------------------------------------------------- accounts

    function _purses() internal view returns (Purses memory p) {
        (p.factor, p.seller) = (coin.balanceOf(factor.addr), coin.balanceOf(supplier.addr));
        (p.desk, p.ledger) = (coin.balanceOf(address(desk)), coin.balanceOf(address(ledger)));
        p.buyer = coin.balanceOf(buyer.addr);
    }

    /// @dev From here on `_got` counts.
    function _look() internal {
        before = _purses();
    }

    /// @dev What factor and seller got since `_look`; desk and ledger have what they had.
    function _got(uint256 ofFactor, uint256 ofSeller) internal view {
        Purses memory now_ = _purses();
        _eq(now_.factor - before.factor, ofFactor, "the factor got");
        _eq(now_.seller - before.seller, ofSeller, "the seller got");
        _eq(now_.desk, before.desk, "the desk has");
        _eq(now_.ledger, before.ledger, "the ledger has");
    }

    /// @dev Cash for an account, which lets the desk take it.
    function _enrich(address account) internal {
        coin.mint(account, CASH);
        vm.prank(account);
        coin.approve(address(desk), MAX);
    }

    function _outstanding(Receivable memory r, uint256 funds, uint256 fees) internal view {
        _eq(_fundsOf(r), funds, "funds");
        _eq(_feesOf(r), fees, "fees");
    }

    // --------------------------------------------------------------------------------------------------------- acts

    function _repayAs(address payer, Receivable memory r, uint256 maxCash) internal returns (uint256) {
        OpenTerms memory opened = _openTerms(r);
        vm.prank(payer);
        return desk.repay(_id(r), opened, maxCash);
    }

    function _reassignAs(address sender, Receivable memory r) internal {
        OpenTerms memory opened = _openTerms(r);
        vm.prank(sender);
        desk.reassign(_id(r), opened);
    }

    /// @dev What factor and seller decide together on the ledger.
    function _decide(Receivable memory r, bytes memory call) internal {
        vm.prank(factor.addr);
        desk.act(_id(r), call);
        vm.prank(supplier.addr);
        desk.act(_id(r), call);
    }

    function _creditSold(Receivable memory r, uint256 amount) internal {
        OpenTerms memory opened = _openTerms(r);
        _decide(r, abi.encodeCall(ledger.credit, (_id(r), opened, amount, REASON, _none())));
    }

    function _chargeBackAs(address sender, Receivable memory r, ClaimReason reason, bytes32 evidence) internal {
        OpenTerms memory opened = _openTerms(r);
        vm.prank(sender);
        desk.chargeBack(_id(r), opened, reason, evidence);
    }

    function _expectClaim(Receivable memory r, ClaimReason reason, uint256 amount, bytes32 evidence) internal {
        vm.expectEmit(address(desk));
        emit IFactoringDesk.ClaimRaised(_id(r), supplier.addr, reason, amount, evidence);
    }

    // ------------------------------------------------------------------------------------------------------ receipts

    function _ref(uint256 number) internal pure returns (bytes32) {
        return keccak256(abi.encode("bank entry", number));
    }

    function _receipt(uint256 number, uint256 cash, uint256 valueDay) internal pure returns (Receipt memory) {
        return Receipt(_ref(number), uint96(cash), uint32(valueDay));
    }

    function _adviseOf(Receivable memory r, Receipt memory advice) internal {
        vm.prank(buyer.addr);
        ledger.advise(r, advice, _none());
    }

    function _recordAs(address sender, Receivable memory r, Receipt memory receipt, Recipient recipient) internal {
        OpenTerms memory opened = _openTerms(r);
        vm.prank(sender);
        desk.recordReceipt(_id(r), opened, receipt, recipient);
    }

    /// @dev By whom it takes, and what has to be opened to reverse it.
    function _take(Receivable memory r, Receipt memory receipt, Recipient to) internal returns (Taken memory taken) {
        taken.recorded = _recordedAs(r, receipt);
        vm.recordLogs();
        _recordAs(to == Recipient.SellerTurnedOver ? supplier.addr : factor.addr, r, receipt, to);
        if (to != Recipient.SellerKept) taken.receipt = _lastShared();
    }

    /// @dev What the ledger will remember of a receipt that the desk records now.
    function _recordedAs(Receivable memory r, Receipt memory receipt) internal view returns (RecordedReceipt memory) {
        ReceivableView memory s = _state(r);
        Position memory p = Position(s.settled, s.credited, s.lateDays, s.chargesSettled, s.carry, s.discounted);
        (, Allocation memory a) = lens.reckon(r.terms, p, receipt.valueDay, receipt.cash);
        return RecordedReceipt(receipt.bankRef, address(desk), a.principal, a.discount, a.charges, a.lateDays);
    }

    function _reverseAs(address sender, Receivable memory r, Taken memory taken) internal {
        OpenTerms memory opened = _openTerms(r);
        vm.prank(sender);
        desk.reverseReceipt(_id(r), opened, taken.recorded, taken.receipt, EVIDENCE);
    }

    /// @dev What the last event of sharing out said, since logs are recorded.
    function _lastShared() internal returns (DealReceipt memory receipt) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = logs.length; i > 0; --i) {
            Vm.Log memory log = logs[i - 1];
            if (log.topics[0] != IFactoringDesk.DealPaid.selector) continue;
            (Distribution memory d, uint32 day, ) = abi.decode(log.data, (Distribution, uint32, bytes32));
            return DealReceipt(Source(uint256(log.topics[2])), d.toFunds, d.toFees, d.toSeller, day);
        }
        revert("nothing was shared out");
    }

    // -------------------------------------------------------------------------------------------------------- errors

    function _nothingOutstanding(Receivable memory r) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.NothingOutstanding.selector, _id(r));
    }

    function _stillOutstanding(Receivable memory r, uint256 amount) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.StillOutstanding.selector, _id(r), amount);
    }

    function _cashIsKept(Receivable memory r, uint256 amount) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.CashIsKept.selector, _id(r), amount);
    }

    function _claimForbidden(Receivable memory r, bytes32 why) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.ClaimForbidden.selector, _id(r), why);
    }

    function _receiptUnknown(Receivable memory r, bytes32 bankRef) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.DealReceiptUnknown.selector, _id(r), bankRef);
    }
}
