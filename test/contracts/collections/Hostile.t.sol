// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {
    Answer,
    AnswerKind,
    Claim,
    CollectionRecord,
    Placement,
    Stage
} from "../../../contracts/types/CollectionTypes.sol";
import {Consent, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {CollectionWorld} from "./CollectionWorld.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @dev A holder that answers who its factor is in the way that it was told.
contract OddHolder {
    enum Way {
        Revert,
        RevertWithAMegabyte,
        BurnAllGas,
        LoopForEver,
        AnswerNothing,
        Answer31Bytes,
        AnswerAMegabyte,
        AnswerWithDirt,
        Stop
    }

    Way public way;
    address public named;

    function setWay(Way way_, address named_) external {
        (way, named) = (way_, named_);
    }

    function factor() external view {
        (Way w, uint256 who) = (way, uint160(named));
        uint256 dirt = w == Way.AnswerWithDirt ? uint256(0xdead) << 160 : 0;
        uint256 length = 32;
        if (w == Way.AnswerNothing) length = 0;
        if (w == Way.Answer31Bytes) length = 31;
        if (w == Way.AnswerAMegabyte) length = 50_000;
        bool isRevert = w == Way.Revert || w == Way.RevertWithAMegabyte;
        if (w == Way.RevertWithAMegabyte) length = 50_000;
        if (w == Way.LoopForEver) while (true) {}
        assembly ("memory-safe") {
            if eq(w, 2) {
                invalid()
            }
            mstore(0x00, or(who, dirt))
            if isRevert {
                revert(0x00, length)
            }
            return(0x00, length)
        }
    }
}

/// @dev A holder that tries to place its receivable while it is asked who its factor is.
contract ReenteringHolder {
    ICollections private immutable _collections;
    bytes32 private immutable _id;
    address private immutable _named;

    constructor(ICollections collections_, bytes32 id_, address named_) {
        (_collections, _id, _named) = (collections_, id_, named_);
    }

    /// @dev A static call that would change something burns what it was given, so it is given a part only.
    function factor() external returns (address) {
        Placement memory p = Placement(_named, 0xff, 0, type(uint40).max, 0);
        uint256 given = gasleft() > 100_000 ? gasleft() : 15_000;
        try _collections.place{gas: given}(_id, address(this), p, new Consent[](0)) {
            revert("it let itself be called");
        } catch {
            return _named;
        }
    }
}

/// @notice Whoever is asked, sells, records, relays or owes, and means ill.
contract HostileTest is CollectionWorld {
    Receivable internal receivable;
    bytes32 internal id;

    function setUp() public override {
        super.setUp();
        receivable = _ready(1);
        id = _id(receivable);
    }

    function _refuses(CollectionRecord memory entry, bytes memory fault) private {
        vm.expectRevert(fault);
        _record(receivable, entry, _noClaim());
    }

    // --------------------------------------------------------------------------------------------------- odd holders

    function test_a_holder_that_does_not_say_who_its_factor_is_has_none() public {
        OddHolder holder = new OddHolder();
        _transfer(id, address(holder));
        for (uint8 way; way < 6; ++way) {
            holder.setWay(OddHolder.Way(way), stranger.addr);
            uint256 gasBefore = gasleft();
            vm.expectRevert(_notCreditor(id, stranger.addr));
            _recordAs(stranger.addr, id, stranger.addr, stranger.addr, _entry(Stage.Firm), _noClaim());
            _true(gasBefore - gasleft() < 250_000, "it burdens nobody");
        }
    }

    /// @dev The byte that is lacking would be nought.
    function test_an_answer_that_lacks_a_byte_is_none() public {
        OddHolder holder = new OddHolder();
        _transfer(id, address(holder));
        address almost = address(uint160(stranger.addr) & ~uint160(0xff));
        holder.setWay(OddHolder.Way.Answer31Bytes, almost);
        vm.expectRevert(_notCreditor(id, almost));
        _recordAs(almost, id, almost, almost, _entry(Stage.Firm), _noClaim());
    }

    function test_of_a_long_or_dirty_answer_the_address_alone_is_read() public {
        OddHolder holder = new OddHolder();
        _transfer(id, address(holder));
        for (uint8 way = 6; way < 9; ++way) {
            holder.setWay(OddHolder.Way(way), factor.addr);
            uint256 gasBefore = gasleft();
            _recordAs(factor.addr, id, factor.addr, factor.addr, _entry(Stage.Firm), _noClaim());
            _true(gasBefore - gasleft() < 250_000, "it burdens nobody");
            vm.expectRevert(_notCreditor(id, stranger.addr));
            _recordAs(stranger.addr, id, stranger.addr, stranger.addr, _entry(Stage.Firm), _noClaim());
        }
    }

    function test_a_holder_that_names_nobody_makes_nobody_a_creditor() public {
        OddHolder holder = new OddHolder();
        _transfer(id, address(holder));
        holder.setWay(OddHolder.Way.Stop, address(0));
        vm.expectRevert(_notCreditor(id, address(0)));
        _recordAs(stranger.addr, id, address(0), address(0), _entry(Stage.Firm), _noClaim());
    }

    function test_a_holder_that_calls_back_while_it_is_asked_changes_nothing() public {
        ReenteringHolder holder = new ReenteringHolder(collections, id, factor.addr);
        _transfer(id, address(holder));
        vm.expectRevert("it let itself be called");
        holder.factor();
        _recordAs(factor.addr, id, factor.addr, factor.addr, _entry(Stage.Firm), _noClaim());
        (uint8 scope, ) = collections.placedOf(id, address(holder), factor.addr);
        _eq(scope, 0, "nothing placed");
    }

    // -------------------------------------------------------------------------------------------- a cheating supplier

    function test_a_supplier_that_sold_places_it_with_itself_in_nobodys_name() public {
        _transfer(id, factor.addr);
        vm.expectRevert(_unauthorised(factor.addr, supplier.addr, Verb.PlaceCollection));
        _placeAs(supplier.addr, id, factor.addr, _placement(supplier.addr, 0xff));
        vm.expectRevert(_notPlaced(id, factor.addr, supplier.addr));
        _recordAs(supplier.addr, id, factor.addr, supplier.addr, _entry(Stage.Firm), _noClaim());
    }

    function test_a_placement_made_before_a_sale_collects_nothing_for_the_next_holder() public {
        _place(receivable, 0xff);
        _transfer(id, factor.addr);
        vm.expectRevert(_notPlaced(id, factor.addr, agency.addr));
        _recordAs(agency.addr, id, factor.addr, agency.addr, _entry(Stage.Firm), _noClaim());
    }

    function test_a_supplier_does_not_collect_what_another_supplier_is_owed() public {
        Receivable memory r = _make(2, _plainTerms());
        r.header.supplier = stranger.addr;
        _accepted(r);
        vm.expectRevert(_notCreditor(_id(r), supplier.addr));
        _record(r, Stage.Firm);
        vm.expectRevert(_unauthorised(stranger.addr, supplier.addr, Verb.RecordCollection));
        _recordAs(supplier.addr, _id(r), stranger.addr, stranger.addr, _entry(Stage.Firm), _noClaim());
    }

    /// @dev It says that it did later what it did too early: then it can record it later only.
    function test_a_lie_about_the_instant_records_nothing_before_its_day() public {
        _agreed(_schedule());
        _adopt(receivable, _schedule());
        uint256 first = _instantOf(receivable.terms, 1);
        _warp(first - 1);
        CollectionRecord memory entry = _entry(Stage.Friendly);
        _refuses(entry, _tooEarly(receivable, Stage.Friendly, first));
        entry.doneAt = uint40(first);
        _refuses(entry, abi.encodeWithSelector(ICollections.RecordInFuture.selector, first));
        entry.doneAt = 0;
        _refuses(entry, _tooEarly(receivable, Stage.Friendly, first));
    }

    function test_who_demands_daily_records_one_demand_a_cycle() public {
        _agreed(_schedule());
        _adopt(receivable, _schedule());
        uint256 recorded;
        for (uint256 day; day < 56; ++day) {
            _warp(_instantOf(receivable.terms, 1 + int256(day)));
            bytes memory call = abi.encodeCall(
                ICollections.record,
                (id, supplier.addr, supplier.addr, _entry(Stage.Friendly), _noClaim(), "", _none())
            );
            vm.prank(supplier.addr);
            (bool ok, ) = address(collections).call(call);
            if (ok) ++recorded;
        }
        _eq(recorded, 4, "in eight weeks");
    }

    /// @dev Before acceptance it amends alone; what was recorded stays recorded as long as the due date does.
    function test_an_amendment_of_its_own_gives_a_supplier_no_second_letter() public {
        Receivable memory r = _make(2, _plainTerms());
        _issue(r);
        _agreed(_schedule());
        _adopt(r, _schedule());
        _warp(_instantOf(r.terms, 1));
        _record(r, Stage.Friendly);
        Receivable memory next = _next(r);
        next.terms.salt = keccak256("another salt");
        _amendAs(supplier.addr, r, next);
        _adopt(next, _schedule());
        vm.expectRevert(_alreadyRecorded(r, Stage.Friendly, 1));
        _record(next, Stage.Friendly);
    }

    // ---------------------------------------------------------------------------------------------------- relayers

    function _signedRecord(CollectionRecord memory entry, uint256 claimed) private view returns (Consent[] memory) {
        bytes memory message = TypedCollections.record(id, supplier.addr, supplier.addr, entry, claimed);
        return _signedHere(supplier, message, 1);
    }

    function _relay(
        CollectionRecord memory entry,
        Claim[] memory claims,
        bytes memory body,
        Consent[] memory c
    ) private {
        vm.prank(relayer.addr);
        collections.record(id, supplier.addr, supplier.addr, entry, claims, body, c);
    }

    function _badRecord(CollectionRecord memory entry, uint256 claimed) private view returns (bytes memory) {
        bytes memory message = TypedCollections.record(id, supplier.addr, supplier.addr, entry, claimed);
        bytes32 structHash = Typed.single(message, 1, clock + 1 days);
        bytes32 digest = Typed.digest(address(collections), chain, structHash);
        return abi.encodeWithSelector(ILedger.SignatureInvalid.selector, supplier.addr, digest);
    }

    function test_who_carries_a_record_changes_no_word_of_it() public {
        CollectionRecord memory entry = _entry(Stage.Firm);
        Consent[] memory c = _signedRecord(entry, 500);
        entry.doneAt -= 1;
        vm.expectRevert(_badRecord(entry, 500));
        _relay(entry, _claim(receivable, 500), LETTER, c);
        entry.doneAt += 1;
        entry.nextDay += 1;
        vm.expectRevert(_badRecord(entry, 500));
        _relay(entry, _claim(receivable, 500), LETTER, c);
        entry.nextDay -= 1;
        entry.content = keccak256("other words");
        vm.expectRevert(_badRecord(entry, 500));
        _relay(entry, _claim(receivable, 500), "other words", c);
        entry.content = CONTENT;
        vm.expectRevert(_badRecord(entry, 501));
        _relay(entry, _claim(receivable, 501), LETTER, c);
        vm.expectRevert(_badRecord(entry, 0));
        _relay(entry, _noClaim(), LETTER, c);
        vm.expectRevert(abi.encodeWithSelector(ICollections.ContentMismatch.selector, CONTENT));
        _relay(entry, _claim(receivable, 500), "other words", c);
        _relay(entry, _claim(receivable, 500), LETTER, c);
    }

    function test_a_record_is_carried_once() public {
        CollectionRecord memory entry = _entry(Stage.Firm);
        Consent[] memory c = _signedRecord(entry, 0);
        _relay(entry, _noClaim(), "", c);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, supplier.addr, 1));
        _relay(entry, _noClaim(), "", c);
    }

    function test_what_was_signed_in_ones_own_name_is_nothing_said_for_another() public {
        _place(receivable, 0xff);
        CollectionRecord memory entry = _entry(Stage.Firm);
        _giveMandate(agency.addr, agent.addr, Verb.RecordCollection);
        _giveMandate(supplier.addr, agent.addr, Verb.RecordCollection);
        bytes memory ofAgency = TypedCollections.record(id, supplier.addr, agency.addr, entry, 0);
        Consent[] memory c = _signedHere(agent, ofAgency, 1);
        vm.expectRevert();
        _relay(entry, _noClaim(), "", c);
        vm.prank(relayer.addr);
        collections.record(id, supplier.addr, agency.addr, entry, _noClaim(), "", c);
    }

    // ------------------------------------------------------------------------------------------------------- debtors

    function test_a_reply_is_no_promise_and_a_request_no_promise_either() public {
        for (uint8 signed; signed < 3; ++signed) {
            Answer memory said = _answer(AnswerKind(signed));
            bytes memory message = TypedCollections.answer(id, buyer.addr, said);
            Consent[] memory c = _signedHere(buyer, message, signed);
            for (uint8 told; told < 3; ++told) {
                if (told == signed) continue;
                vm.expectRevert();
                collections.answer(id, _openHeader(receivable), _answer(AnswerKind(told)), "", c);
            }
            collections.answer(id, _openHeader(receivable), said, "", c);
        }
    }

    function test_a_promise_of_one_sum_is_no_promise_of_another() public {
        Answer memory said = _answer(AnswerKind.PromiseToPay);
        Consent[] memory c = _signedHere(buyer, TypedCollections.answer(id, buyer.addr, said), 1);
        said.payment = TypedCollections.payment(300_001, uint32(clock / 1 days + 10), keccak256("salt"));
        vm.expectRevert();
        collections.answer(id, _openHeader(receivable), said, "", c);
    }

    function test_a_debtor_that_disputes_in_time_stops_a_record_and_nothing_that_was_recorded() public {
        _agreed(_schedule());
        _adopt(receivable, _schedule());
        _warp(_instantOf(receivable.terms, 10));
        _record(receivable, Stage.Friendly);
        _disputeOf(receivable, AMOUNT);
        _refuses(_entry(Stage.Firm), _fault(ICollections.ClaimMissing.selector, receivable));
        _eq(_adoptedOf(receivable).cycles[1], 1, "recorded");
    }
}
