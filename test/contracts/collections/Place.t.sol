// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {Placement, Stage} from "../../../contracts/types/CollectionTypes.sol";
import {Receivable, Verb} from "../../../contracts/types/Types.sol";
import {CollectionWorld} from "./CollectionWorld.sol";

/// @notice Whom a creditor lets collect, what of, and until when.
contract PlaceTest is CollectionWorld {
    Receivable internal receivable;
    bytes32 internal id;

    function setUp() public override {
        super.setUp();
        receivable = _ready(1);
        id = _id(receivable);
    }

    function _agencyRecords(Stage stage) private {
        _recordAs(agency.addr, id, supplier.addr, agency.addr, _entry(stage), _noClaim());
    }

    function _agencyIsRefused(Stage stage) private {
        vm.expectRevert(_notPlaced(id, supplier.addr, agency.addr));
        _agencyRecords(stage);
    }

    function _agencyTakesNoStep() private {
        vm.expectRevert(_notPlaced(id, supplier.addr, agency.addr));
        _stepAs(agency.addr, id, supplier.addr, agency.addr);
    }

    function _isInvalid(Placement memory p, bytes32 field) private {
        vm.expectRevert(abi.encodeWithSelector(ICollections.PlacementInvalid.selector, field));
        _placeAs(supplier.addr, id, supplier.addr, p);
    }

    function _recall(address party) private {
        _recallAs(party, id, supplier.addr, agency.addr, party);
    }

    // ------------------------------------------------------------------------------------------------------- placing

    function test_an_agency_records_under_its_own_key_for_the_creditor() public {
        _place(receivable, ALL_STAGES);
        vm.expectEmit(address(collections));
        emit ICollections.CollectionRecorded(id, supplier.addr, agency.addr, agency.addr, _entry(Stage.Firm), 0, 0, "");
        _agencyRecords(Stage.Firm);
    }

    function test_a_scope_is_a_bit_for_each_stage_and_one_for_steps() public {
        for (uint8 bit; bit < 8; ++bit) {
            _place(receivable, uint8(1 << bit));
            for (uint8 stage; stage < 7; ++stage) {
                if (stage == bit) _agencyRecords(Stage(stage));
                else _agencyIsRefused(Stage(stage));
            }
            if (bit == 7) _stepAs(agency.addr, id, supplier.addr, agency.addr);
            else _agencyTakesNoStep();
        }
    }

    function test_a_placement_lasts_to_its_last_instant() public {
        _place(receivable, 0xff);
        _warp(clock + 90 days);
        _agencyRecords(Stage.Firm);
        _stepAs(agency.addr, id, supplier.addr, agency.addr);
        _warp(clock + 1);
        _agencyIsRefused(Stage.Firm);
        _agencyTakesNoStep();
    }

    function test_a_later_placement_takes_the_place_of_the_former() public {
        _place(receivable, ALL_STAGES);
        _place(receivable, STEPS_SCOPE);
        _agencyIsRefused(Stage.Firm);
        (uint8 scope, uint40 until) = collections.placedOf(id, supplier.addr, agency.addr);
        _true(scope == STEPS_SCOPE && until == clock + 90 days, "the last one");
    }

    function test_several_collect_side_by_side_each_within_its_own_scope() public {
        _place(receivable, 0x40);
        Placement memory lawyer = _placement(relayer.addr, 0x20);
        _placeAs(supplier.addr, id, supplier.addr, lawyer);
        _agencyRecords(Stage.Agency);
        _recordAs(relayer.addr, id, supplier.addr, relayer.addr, _entry(Stage.Legal), _noClaim());
        _agencyIsRefused(Stage.Legal);
        vm.expectRevert(_notPlaced(id, supplier.addr, relayer.addr));
        _recordAs(relayer.addr, id, supplier.addr, relayer.addr, _entry(Stage.Agency), _noClaim());
    }

    function test_a_placement_is_of_one_receivable() public {
        _place(receivable, ALL_STAGES);
        Receivable memory other = _ready(2);
        vm.expectRevert(_notPlaced(_id(other), supplier.addr, agency.addr));
        _recordAs(agency.addr, _id(other), supplier.addr, agency.addr, _entry(Stage.Firm), _noClaim());
    }

    function test_an_agency_keeps_to_an_adopted_schedule_as_the_creditor_does() public {
        _agreed(_schedule());
        _adopt(receivable, _schedule());
        _place(receivable, ALL_STAGES);
        vm.expectRevert(_tooEarly(receivable, Stage.Friendly, _instantOf(receivable.terms, 1)));
        _agencyRecords(Stage.Friendly);
        _warp(_instantOf(receivable.terms, 1));
        _agencyRecords(Stage.Friendly);
        vm.expectRevert(_alreadyRecorded(receivable, Stage.Friendly, 1));
        _record(receivable, Stage.Friendly);
    }

    function test_a_placement_with_nobody_with_the_creditor_for_nothing_over_or_for_more_than_all_is_invalid() public {
        _isInvalid(_placement(address(0), 1), "collector");
        _isInvalid(_placement(supplier.addr, 1), "collector");
        _isInvalid(_placement(agency.addr, 0), "scope");
        Placement memory p = _placement(agency.addr, 1);
        p.fee = 1_000_001;
        _isInvalid(p, "fee");
        (p.fee, p.until) = (1_000_000, uint40(clock - 1));
        _isInvalid(p, "until");
        p.until = uint40(clock);
        _placeAs(supplier.addr, id, supplier.addr, p);
    }

    function test_nobody_places_what_is_not_its_own() public {
        address[4] memory others = [buyer.addr, agency.addr, stranger.addr, address(0)];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(_notCreditor(id, others[i]));
            _placeAs(others[i], id, others[i], _placement(relayer.addr, 1));
        }
        vm.expectRevert(_unauthorised(supplier.addr, agency.addr, Verb.PlaceCollection));
        _placeAs(agency.addr, id, supplier.addr, _placement(relayer.addr, 1));
        bytes32 unknown = keccak256("unknown");
        vm.expectRevert(_notCreditor(unknown, supplier.addr));
        _placeAs(supplier.addr, unknown, supplier.addr, _placement(relayer.addr, 1));
    }

    function test_who_collects_places_nothing_further() public {
        _place(receivable, 0xff);
        vm.expectRevert(_notCreditor(id, agency.addr));
        _placeAs(agency.addr, id, agency.addr, _placement(relayer.addr, 1));
    }

    // ------------------------------------------------------------------------------------------------------ ending

    function test_the_creditor_recalls_it_at_once() public {
        _place(receivable, 0xff);
        _recall(supplier.addr);
        _agencyIsRefused(Stage.Firm);
        _agencyTakesNoStep();
    }

    function test_the_agency_gives_it_back() public {
        _place(receivable, 0xff);
        vm.expectEmit(address(collections));
        emit ICollections.CollectionRecalled(id, supplier.addr, agency.addr, agency.addr, agency.addr, REASON);
        _recall(agency.addr);
        _agencyIsRefused(Stage.Firm);
    }

    function test_a_placement_that_is_over_is_recalled_all_the_same() public {
        _place(receivable, 0xff);
        _warp(clock + 91 days);
        _recall(supplier.addr);
        (uint8 scope, ) = collections.placedOf(id, supplier.addr, agency.addr);
        _eq(scope, 0, "ended");
    }

    function test_nobody_else_recalls_it() public {
        _place(receivable, 0xff);
        address[3] memory others = [buyer.addr, stranger.addr, relayer.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_notCreditor(id, others[i]));
            _recall(others[i]);
            vm.expectRevert(_unauthorised(supplier.addr, others[i], Verb.PlaceCollection));
            _recallAs(others[i], id, supplier.addr, agency.addr, supplier.addr);
        }
        _agencyRecords(Stage.Firm);
    }

    function test_what_is_not_placed_is_not_recalled() public {
        vm.expectRevert(_notPlaced(id, supplier.addr, agency.addr));
        _recall(supplier.addr);
    }

    function test_what_was_recalled_may_be_placed_again() public {
        _place(receivable, 0xff);
        _recall(supplier.addr);
        _place(receivable, ALL_STAGES);
        _agencyRecords(Stage.Firm);
    }

    // ----------------------------------------------------------------------------------------------------- after a
    // sale

    function test_a_placement_ends_with_a_sale_and_counts_again_once_it_comes_back() public {
        _place(receivable, 0xff);
        _transfer(id, factor.addr);
        vm.expectRevert(_notCreditor(id, supplier.addr));
        _agencyRecords(Stage.Firm);
        vm.expectRevert(_notPlaced(id, factor.addr, agency.addr));
        _recordAs(agency.addr, id, factor.addr, agency.addr, _entry(Stage.Firm), _noClaim());
        vm.expectRevert(_notCreditor(id, supplier.addr));
        _stepAs(agency.addr, id, supplier.addr, agency.addr);
        _transfer(id, supplier.addr);
        _agencyRecords(Stage.Firm);
    }

    function test_who_sold_it_recalls_its_placement_before_it_comes_back() public {
        _place(receivable, 0xff);
        _transfer(id, factor.addr);
        _recall(supplier.addr);
        _transfer(id, supplier.addr);
        _agencyIsRefused(Stage.Firm);
    }

    function test_who_sold_it_places_it_no_more() public {
        _transfer(id, factor.addr);
        vm.expectRevert(_notCreditor(id, supplier.addr));
        _place(receivable, 0xff);
    }
}
