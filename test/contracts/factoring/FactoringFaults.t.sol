// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Recipient, Sale} from "../../../contracts/types/FactoringTypes.sol";
import {
    Clarification,
    ClarificationAction,
    ClarificationReason,
    OpenHeader,
    OpenTerms,
    Receivable,
    RecordedReceipt,
    Status,
    Verb
} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Typed} from "../support/Typed.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @notice Faults of financing seen in systems of this kind. Each test bears the name of a fault.
contract FactoringFaultsTest is SettlingWorld {
    function _notAllowed(address party, address actor, Verb verb) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.NotAuthorised.selector, party, actor, verb);
    }

    // ------------------------------------------------------------------------------------------ sold once too often

    function test_an_offer_replayed_after_a_buy_back() public {
        (Receivable memory r, Receivable memory drawn) = (_ready(1), _ready(2));
        Sale memory single = _single(r);
        Sale memory draw = _draw(drawn);
        _sell(single);
        _sell(draw);
        _boughtBack(r);
        _boughtBack(drawn);
        vm.expectRevert(_nonceTaken(uint256(_id(r))));
        _sell(single);
        vm.expectRevert(_notSaleable(drawn, "sold"));
        _sell(draw);
        Receivable[] memory all = new Receivable[](1);
        all[0] = r;
        Sale memory several = _several(all, _conditions())[0];
        _sell(several);
        _boughtBack(r);
        vm.expectRevert(_nonceTaken(OFFER_NONCE));
        _sell(several);
    }

    function test_the_same_invoice_funded_twice() public {
        Receivable memory r = _ready(1);
        _sell(_single(r));
        Sale memory again = _single(r, _conditions(77));
        bytes memory data = abi.encode(again);
        vm.expectRevert();
        _sendAs(supplier.addr, supplier.addr, address(desk), _id(r), data);
        address other = address(_openDesk(stranger.addr));
        vm.expectRevert();
        _sendAs(supplier.addr, supplier.addr, other, _id(r), data);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyIssued.selector, _id(r)));
        _issue(r);
        Receivable memory twin = _make(1, _plainTerms());
        twin.terms.salt = keccak256("another");
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyIssued.selector, _id(r)));
        _issue(twin);
        _eq(coin.balanceOf(supplier.addr), ADVANCE, "one advance");
    }

    function test_a_stranger_confirms_or_finances() public {
        Receivable memory r = _make(1, _plainTerms());
        _issue(r);
        vm.expectRevert(_notSaleable(r, "accepted"));
        _sell(_single(r));
        OpenHeader memory header = _openHeader(r);
        vm.expectRevert(_notAllowed(buyer.addr, stranger.addr, Verb.Accept));
        vm.prank(stranger.addr);
        ledger.accept(header, _unopened(), _none());
        _accept(r);
        Sale memory forged = _single(r);
        forged.signature = _sign(stranger.key, _digestFor(desk, keccak256("any")));
        vm.expectRevert();
        _sell(forged);
        bytes memory data = abi.encode(_single(r));
        vm.expectRevert();
        _sendAs(stranger.addr, supplier.addr, address(desk), _id(r), data);
        vm.expectRevert(_notCaller(stranger.addr, address(ledger)));
        vm.prank(stranger.addr);
        desk.onERC721Received(supplier.addr, supplier.addr, uint256(_id(r)), data);
        _eq(coin.balanceOf(factor.addr), CASH, "the factor's money is where it was");
    }

    function test_the_buyer_rejects_after_the_receivable_was_funded() public {
        Receivable memory r = _soldAsInR54(1);
        OpenHeader memory header = _openHeader(r);
        Clarification memory why = Clarification(ClarificationReason.UNR, ClarificationAction.NOA, 0);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, _id(r), Status.Accepted, Verb.Reject));
        vm.prank(buyer.addr);
        ledger.reject(header, _unopened(), why, _none());
        vm.prank(buyer.addr);
        ledger.dispute(r, 10_000_000, 1, EVIDENCE, _none());
        _pay(r, buyer.addr, MAX);
        _got(8_050_000, 1_950_000);
    }

    /// @dev Each step moves a receivable nearer to money; none of them without whose word it is, in any order.
    function test_two_open_functions_that_together_advance_a_credit_state_without_the_underwriter() public {
        Receivable memory r = _ready(1);
        address[4] memory others = [supplier.addr, buyer.addr, stranger.addr, agent.addr];
        OpenTerms memory opened = _openTerms(r);
        for (uint256 i; i < 4; ++i) {
            vm.prank(others[i]);
            desk.begin();
            vm.prank(others[i]);
            factoring.open(factor.addr);
            vm.expectRevert(_noDeal(r));
            vm.prank(others[i]);
            desk.reassign(_id(r), opened);
            vm.expectRevert(_noDeal(r));
            vm.prank(others[i]);
            desk.act(_id(r), abi.encodeCall(ledger.credit, (_id(r), opened, 5, REASON, _none())));
            vm.expectRevert(abi.encodeWithSelector(ILedger.ListeningForbidden.selector, _id(r), bytes32("holder")));
            vm.prank(address(desk));
            ledger.listen(_id(r));
        }
        vm.prank(supplier.addr);
        token.transferFrom(supplier.addr, address(desk), uint256(_id(r)));
        vm.expectRevert(_noDeal(r));
        desk.dealOf(_id(r), clock);
        vm.expectRevert(_notCaller(stranger.addr, address(ledger)));
        vm.prank(stranger.addr);
        desk.onReceivablePaid(_id(r), address(coin), AMOUNT);
        _eq(coin.balanceOf(factor.addr), CASH, "nothing was advanced");
    }

    // ------------------------------------------------------------------------------------------------ after the sale

    function test_the_original_creditor_still_records_payments_after_the_sale() public {
        Receivable memory r = _soldAsInR54(1);
        OpenTerms memory opened = _openTerms(r);
        vm.expectRevert(_notAllowed(address(desk), supplier.addr, Verb.RecordReceipt));
        vm.prank(supplier.addr);
        ledger.recordReceipt(_id(r), opened, _receipt(1, 10_000_000, TODAY), _none());
        vm.expectRevert(_notAllowed(address(desk), supplier.addr, Verb.Credit));
        _creditAs(supplier.addr, r, 10_000_000);
        vm.expectRevert(_notCaller(supplier.addr, factor.addr));
        _recordAs(supplier.addr, r, _receipt(1, 10_000_000, TODAY), Recipient.Factor);
        vm.expectRevert();
        _recordAs(supplier.addr, r, _receipt(1, 10_000_000, TODAY), Recipient.SellerTurnedOver);
        _outstanding(r, 8_000_000, 50_000);
        _eq(_quote(r).open, 10_000_000, "open");
    }

    function test_a_receipt_reversed_that_never_was() public {
        Receivable memory r = _soldAsInR54(1);
        Taken memory taken = _take(r, _receipt(1, 4_000_000, TODAY), Recipient.Factor);
        Taken memory invented = taken;
        RecordedReceipt memory recorded = taken.recorded;
        invented.recorded = RecordedReceipt(
            _ref(2),
            recorded.holder,
            recorded.principal,
            recorded.discount,
            recorded.charges,
            recorded.lateDays
        );
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptUnknown.selector, _id(r), _ref(2)));
        _reverseAs(factor.addr, r, invented);
        invented.recorded = recorded;
        invented.recorded.principal += 1;
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptUnknown.selector, _id(r), _ref(1)));
        _reverseAs(factor.addr, r, invented);
        invented.recorded.principal -= 1;
        _reverseAs(factor.addr, r, taken);
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptUnknown.selector, _id(r), _ref(1)));
        _reverseAs(factor.addr, r, taken);
        _outstanding(r, 8_000_000, 50_000);
    }

    // -------------------------------------------------------------------------------------------------------- its cash

    function test_kept_cash_paid_out_twice() public {
        _useCurrency(address(new Currency()));
        (Receivable memory r, Receivable memory other) = (_soldAsInR54(1), _soldAsInR54(2));
        Currency(address(coin)).setBlocked(address(desk), true);
        _pay(r, buyer.addr, MAX);
        _pay(other, buyer.addr, MAX);
        Currency(address(coin)).setBlocked(address(desk), false);
        _look();
        ledger.claim(_id(r), address(desk), address(coin));
        bytes memory none = abi.encodeWithSelector(ILedger.NothingKept.selector, _id(r), address(desk), address(coin));
        vm.expectRevert(none);
        ledger.claim(_id(r), address(desk), address(coin));
        vm.expectRevert(none);
        desk.collect(_id(r), address(coin));
        _eq(coin.balanceOf(address(ledger)), 10_000_000, "the other's is there");
        desk.collect(_id(other), address(coin));
        vm.expectRevert();
        desk.collect(_id(other), address(coin));
        before.ledger = 0;
        _got(16_100_000, 3_900_000);
    }

    function test_payment_blocked_by_a_holder_that_reverts() public {
        _useCurrency(address(new Currency()));
        Receivable memory r = _soldAsInR54(1);
        address[3] memory all = [address(desk), factor.addr, supplier.addr];
        for (uint256 i; i < 3; ++i) {
            Currency(address(coin)).setBlocked(all[i], true);
            _pay(r, buyer.addr, 1_000_000);
        }
        vm.etch(address(desk), hex"fe");
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "paid");
        _eq(_hashOf(r), bytes32(bytes30(Typed.hash(r))), "and as it was agreed");
    }

    function _hashOf(Receivable memory r) private view returns (bytes32) {
        return bytes32(_state(r).commitment);
    }

    function test_a_standing_allowance_spent_by_a_strangers_payment() public {
        Receivable memory r = _soldAsInR54(1);
        _enrich(buyer.addr);
        _enrich(supplier.addr);
        OpenTerms memory opened = _openTerms(r);
        vm.expectRevert();
        _repayAs(stranger.addr, r, MAX);
        vm.expectRevert(_notCaller(stranger.addr, supplier.addr));
        vm.prank(stranger.addr);
        desk.buyBack(_id(r), opened);
        vm.expectRevert(_notCaller(stranger.addr, factor.addr));
        _recordAs(stranger.addr, r, _receipt(1, 10_000_000, TODAY), Recipient.Factor);
        vm.expectRevert(_notCaller(stranger.addr, supplier.addr));
        _recordAs(stranger.addr, r, _receipt(1, 10_000_000, TODAY), Recipient.SellerTurnedOver);
        vm.expectRevert(abi.encodeWithSelector(IFactoringDesk.NothingOutstanding.selector, bytes32(0)));
        vm.prank(stranger.addr);
        desk.withdraw(stranger.addr, address(coin));
        _eq(coin.balanceOf(buyer.addr), 1e15 + CASH, "the buyer's purse");
        _eq(coin.balanceOf(supplier.addr), before.seller + CASH, "the seller's");
    }
}
