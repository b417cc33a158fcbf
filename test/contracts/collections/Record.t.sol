// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {
    Channel,
    Claim,
    CollectionRecord,
    CollectionStep,
    ContactOutcome,
    RecordKind,
    Stage
} from "../../../contracts/types/CollectionTypes.sol";
import {Receivable, Status} from "../../../contracts/types/Types.sol";
import {CollectionWorld} from "./CollectionWorld.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice What is recorded where no schedule was adopted: that it was made, by whom and when.
contract RecordTest is CollectionWorld {
    Receivable internal receivable;
    bytes32 internal id;

    function setUp() public override {
        super.setUp();
        receivable = _ready(1);
        id = _id(receivable);
    }

    function _announceRecord(CollectionRecord memory entry, uint256 claimed, bytes memory body) private {
        vm.expectEmit(address(collections));
        emit ICollections.CollectionRecorded(id, supplier.addr, supplier.addr, supplier.addr, entry, claimed, 0, body);
    }

    function _recordWith(CollectionRecord memory entry, bytes memory body) private {
        vm.prank(supplier.addr);
        collections.record(id, supplier.addr, supplier.addr, entry, _noClaim(), body, _none());
    }

    // ------------------------------------------------------------------------------------------------------ what

    function test_an_act_of_every_kind_stage_channel_and_outcome_is_recorded_as_signed() public {
        for (uint256 i; i < 8; ++i) {
            CollectionRecord memory entry = _entry(Stage(i % 7));
            (entry.channel, entry.outcome) = (Channel(i % 6), ContactOutcome(i));
            if (i % 2 == 0) entry.kind = RecordKind.Contact;
            bytes memory message = TypedCollections.record(id, supplier.addr, supplier.addr, entry, 0);
            _announceRecord(entry, 0, "");
            vm.prank(relayer.addr);
            collections.record(
                id,
                supplier.addr,
                supplier.addr,
                entry,
                _noClaim(),
                "",
                _signedHere(supplier, message, i)
            );
        }
    }

    function test_a_number_that_is_no_kind_stage_channel_or_outcome_is_refused() public {
        bytes memory call = abi.encodeCall(
            ICollections.record,
            (id, supplier.addr, supplier.addr, _entry(Stage.Firm), _noClaim(), "", _none())
        );
        uint8[4] memory numbers = [uint8(2), 7, 6, 8];
        for (uint256 i; i < 4; ++i) {
            bytes memory wrong = bytes.concat(call);
            (uint256 word, uint256 value) = (i, numbers[i]);
            assembly ("memory-safe") {
                // Length, selector, id, creditor and collector come before the entry.
                mstore(add(wrong, add(0x84, mul(word, 0x20))), value)
            }
            vm.prank(supplier.addr);
            (bool ok, bytes memory answer) = address(collections).call(wrong);
            _true(!ok && answer.length == 0, "no such number");
        }
    }

    function test_the_content_may_come_along() public {
        _announceRecord(_entry(Stage.Firm), 0, LETTER);
        _recordWith(_entry(Stage.Firm), LETTER);
    }

    function test_no_other_content_comes_along() public {
        vm.expectRevert(abi.encodeWithSelector(ICollections.ContentMismatch.selector, CONTENT));
        _recordWith(_entry(Stage.Firm), bytes.concat(LETTER, " "));
        CollectionRecord memory entry = _entry(Stage.Firm);
        entry.content = 0;
        vm.expectRevert(abi.encodeWithSelector(ICollections.ContentMismatch.selector, bytes32(0)));
        _recordWith(entry, LETTER);
    }

    function test_a_demand_is_no_reminder_before_the_due_date() public {
        CollectionRecord memory entry = _entry(Stage.PreDue);
        _record(receivable, entry, _noClaim());
        entry.kind = RecordKind.Demand;
        vm.expectRevert(_fault(ICollections.DemandTooEarly.selector, receivable));
        _record(receivable, entry, _noClaim());
    }

    function test_without_a_schedule_a_record_is_a_record_and_may_be_made_again() public {
        for (uint256 i; i < 3; ++i) {
            _announceRecord(_entry(Stage.Legal), 0, "");
            _record(receivable, Stage.Legal);
        }
    }

    // ------------------------------------------------------------------------------------------------------ when

    function test_what_happened_may_be_recorded_at_any_time_after_it() public {
        CollectionRecord memory entry = _entry(Stage.Firm);
        uint40[3] memory instants = [uint40(clock), uint40(clock) - 1, 0];
        for (uint256 i; i < 3; ++i) {
            entry.doneAt = instants[i];
            _announceRecord(entry, 0, "");
            _record(receivable, entry, _noClaim());
        }
    }

    function test_nothing_is_recorded_ahead() public {
        CollectionRecord memory entry = _entry(Stage.Firm);
        entry.doneAt = uint40(clock + 1);
        vm.expectRevert(abi.encodeWithSelector(ICollections.RecordInFuture.selector, clock + 1));
        _record(receivable, entry, _noClaim());
    }

    // ---------------------------------------------------------------------------------------------------- of what

    function test_what_is_issued_queried_or_accepted_is_collected_and_nothing_else() public {
        Status[6] memory statuses = [
            Status.Issued,
            Status.Queried,
            Status.Accepted,
            Status.Rejected,
            Status.Cancelled,
            Status.Split
        ];
        for (uint256 i; i < 6; ++i) {
            Receivable memory r = _splittable(10 + i);
            _reach(r, statuses[i]);
            if (i > 2) vm.expectRevert(_fault(ICollections.NothingToCollect.selector, r));
            _record(r, Stage.Friendly);
        }
    }

    function test_what_is_unknown_is_not_collected() public {
        Receivable memory r = _make(2, _plainTerms());
        vm.expectRevert(_fault(ICollections.NothingToCollect.selector, r));
        _record(r, Stage.Friendly);
    }

    function test_what_is_paid_in_full_is_not_collected_any_more() public {
        _pay(receivable, buyer.addr, AMOUNT - 1);
        _record(receivable, Stage.Friendly);
        _pay(receivable, buyer.addr, 1);
        vm.expectRevert(_fault(ICollections.NothingToCollect.selector, receivable));
        _record(receivable, Stage.Friendly);
    }

    function test_what_is_credited_in_full_before_acceptance_is_not_collected() public {
        Receivable memory r = _make(2, _plainTerms());
        _issue(r);
        _credit(r, AMOUNT);
        vm.expectRevert(_fault(ICollections.NothingToCollect.selector, r));
        _record(r, Stage.Friendly);
    }

    function test_a_write_off_is_no_waiver_and_collecting_goes_on() public {
        _writeOffAs(supplier.addr, receivable);
        _record(receivable, Stage.Legal);
    }

    function test_the_parts_of_a_split_are_collected_each_by_itself() public {
        Receivable memory r = _splittable(2);
        _reach(r, Status.Split);
        Receivable[] memory parts = _partsOf(r, _halves(r));
        for (uint256 i; i < 2; ++i) _record(parts[i], Stage.Friendly);
    }

    // ------------------------------------------------------------------------------------------------------ by whom

    function test_the_holder_alone_is_the_creditor() public {
        _transfer(id, factor.addr);
        _recordAs(factor.addr, id, factor.addr, factor.addr, _entry(Stage.Firm), _noClaim());
        address[4] memory others = [supplier.addr, buyer.addr, stranger.addr, address(0)];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(_notCreditor(id, others[i]));
            _recordAs(others[i], id, others[i], others[i], _entry(Stage.Firm), _noClaim());
        }
    }

    function test_nobody_collects_for_a_creditor_that_has_not_placed_it() public {
        vm.expectRevert(_notPlaced(id, supplier.addr, agency.addr));
        _recordAs(agency.addr, id, supplier.addr, agency.addr, _entry(Stage.Firm), _noClaim());
    }

    // ----------------------------------------------------------------------------------------------- what it asks for

    function test_a_claim_says_how_much_is_asked_for() public {
        CollectionRecord memory entry = _entry(Stage.Firm);
        uint256[3] memory sums = [uint256(1), 7_000, AMOUNT];
        for (uint256 i; i < 3; ++i) {
            _announceRecord(entry, sums[i], "");
            _record(receivable, entry, _claim(receivable, sums[i]));
        }
    }

    function test_no_more_is_asked_for_than_is_open() public {
        _pay(receivable, buyer.addr, 300_000);
        _credit(receivable, 100_000);
        _record(receivable, _entry(Stage.Firm), _claim(receivable, 600_000));
        vm.expectRevert(_outOfRange(id, 600_001, 600_000));
        _record(receivable, _entry(Stage.Firm), _claim(receivable, 600_001));
        vm.expectRevert(_outOfRange(id, 0, 600_000));
        _record(receivable, _entry(Stage.Firm), _claim(receivable, 0));
        vm.expectRevert(_outOfRange(id, MAX, 600_000));
        _record(receivable, _entry(Stage.Firm), _claim(receivable, MAX));
    }

    function test_a_claim_opens_the_very_terms() public {
        Receivable memory other = _ready(2, 9 * AMOUNT);
        vm.expectRevert(_mismatch(id, other));
        _record(receivable, _entry(Stage.Firm), _claim(other, 1));
        Receivable memory wrong = _copy(receivable);
        wrong.terms.amount = 9 * AMOUNT;
        vm.expectRevert(_mismatch(id, wrong));
        _record(receivable, _entry(Stage.Firm), _claim(wrong, 1));
    }

    function test_there_is_one_claim_at_most() public {
        Claim[] memory claims = new Claim[](2);
        (claims[0], claims[1]) = (_claim(receivable, 1)[0], _claim(receivable, 1)[0]);
        vm.expectRevert(abi.encodeWithSelector(ILedger.TermsTooMany.selector, 2));
        _record(receivable, _entry(Stage.Firm), claims);
    }

    // ---------------------------------------------------------------------------------------------------------- steps

    function test_a_step_of_every_kind_is_recorded_as_signed() public {
        address s = supplier.addr;
        for (uint256 i; i < 3; ++i) {
            (CollectionStep step, uint40 doneAt) = (CollectionStep(i), uint40(clock - i));
            bytes memory message = TypedCollections.step(id, s, s, step, doneAt, CONTENT);
            vm.expectEmit(address(collections));
            emit ICollections.CollectionStepTaken(id, s, s, s, step, doneAt, CONTENT);
            vm.prank(relayer.addr);
            collections.takeStep(id, s, s, step, doneAt, CONTENT, _signedHere(supplier, message, i));
        }
    }

    function test_a_step_is_taken_of_what_is_written_off_closed_rejected_or_cancelled_too() public {
        Status[3] memory statuses = [Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < 3; ++i) {
            Receivable memory r = _splittable(10 + i);
            _reach(r, statuses[i]);
            _stepAs(supplier.addr, _id(r), supplier.addr, supplier.addr);
        }
        _writeOffAs(supplier.addr, receivable);
        _stepAs(supplier.addr, id, supplier.addr, supplier.addr);
        _pay(receivable, buyer.addr, MAX);
        _stepAs(supplier.addr, id, supplier.addr, supplier.addr);
    }

    function test_a_step_is_taken_by_the_creditor_of_a_receivable_that_there_is() public {
        bytes32 unknown = _id(_make(2, _plainTerms()));
        vm.expectRevert(_notCreditor(unknown, supplier.addr));
        _stepAs(supplier.addr, unknown, supplier.addr, supplier.addr);
        vm.expectRevert(_notCreditor(unknown, address(0)));
        _stepAs(supplier.addr, unknown, address(0), address(0));
        vm.expectRevert(_notCreditor(id, buyer.addr));
        _stepAs(buyer.addr, id, buyer.addr, buyer.addr);
    }

    function test_no_step_is_taken_ahead() public {
        address s = supplier.addr;
        uint40 ahead = uint40(clock + 1);
        vm.expectRevert(abi.encodeWithSelector(ICollections.RecordInFuture.selector, ahead));
        vm.prank(s);
        collections.takeStep(id, s, s, CollectionStep.InsuranceClaim, ahead, CONTENT, _none());
    }
}
