// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {Stage} from "../../../contracts/types/CollectionTypes.sol";
import {Consent, OpenHeader, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {CollectionWorld} from "./CollectionWorld.sol";

/// @notice Receivables that a factor's desk holds: the factor is the creditor, and may place them with their supplier.
contract DesksTest is CollectionWorld {
    Receivable internal receivable;
    bytes32 internal id;

    function setUp() public override {
        super.setUp();
        receivable = _sold(1);
        id = _id(receivable);
    }

    function _factorRecords(Stage stage) private {
        _recordAs(factor.addr, id, factor.addr, factor.addr, _entry(stage), _noClaim());
    }

    function _supplierRecordsAsServicer(Stage stage) private {
        _recordAs(supplier.addr, id, factor.addr, supplier.addr, _entry(stage), _noClaim());
    }

    function test_of_a_receivable_on_a_desk_the_factor_is_the_creditor() public {
        vm.expectEmit(address(collections));
        emit ICollections.CollectionRecorded(id, factor.addr, factor.addr, factor.addr, _entry(Stage.Firm), 0, 0, "");
        _factorRecords(Stage.Firm);
        _stepAs(factor.addr, id, factor.addr, factor.addr);
        _placeAs(factor.addr, id, factor.addr, _placement(agency.addr, ALL_STAGES));
    }

    function test_who_sold_it_to_the_desk_collects_no_more() public {
        vm.expectRevert(_notCreditor(id, supplier.addr));
        _record(receivable, Stage.Firm);
        vm.expectRevert(_notCreditor(id, supplier.addr));
        _stepAs(supplier.addr, id, supplier.addr, supplier.addr);
        vm.expectRevert(_notCreditor(id, supplier.addr));
        _placeAs(supplier.addr, id, supplier.addr, _placement(agency.addr, ALL_STAGES));
    }

    function test_the_factor_of_another_desk_is_no_creditor() public {
        _openDesk(stranger.addr);
        vm.expectRevert(_notCreditor(id, stranger.addr));
        _recordAs(stranger.addr, id, stranger.addr, stranger.addr, _entry(Stage.Firm), _noClaim());
    }

    /// @dev The desk is the holder, and nobody acts for it: its mandate to the factor is for other verbs.
    function test_nobody_records_in_the_name_of_the_desk() public {
        address holder = address(desk);
        address[2] memory senders = [factor.addr, supplier.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(_unauthorised(holder, senders[i], Verb.RecordCollection));
            _recordAs(senders[i], id, holder, holder, _entry(Stage.Firm), _noClaim());
        }
    }

    function test_the_supplier_goes_on_as_servicer_under_its_own_key_until_it_is_recalled() public {
        _placeAs(factor.addr, id, factor.addr, _placement(supplier.addr, 0x0f));
        vm.expectEmit(address(collections));
        emit ICollections.CollectionRecorded(
            id,
            factor.addr,
            supplier.addr,
            supplier.addr,
            _entry(Stage.Firm),
            0,
            0,
            ""
        );
        _supplierRecordsAsServicer(Stage.Firm);
        vm.expectRevert(_notPlaced(id, factor.addr, supplier.addr));
        _supplierRecordsAsServicer(Stage.Legal);
        _recallAs(factor.addr, id, factor.addr, supplier.addr, factor.addr);
        vm.expectRevert(_notPlaced(id, factor.addr, supplier.addr));
        _supplierRecordsAsServicer(Stage.Firm);
    }

    function test_bought_back_it_is_the_suppliers_again_and_no_more_the_factors() public {
        _placeAs(factor.addr, id, factor.addr, _placement(supplier.addr, ALL_STAGES));
        _boughtBack(receivable);
        _record(receivable, Stage.Firm);
        vm.expectRevert(_notCreditor(id, factor.addr));
        _factorRecords(Stage.Firm);
        vm.expectRevert(_notCreditor(id, factor.addr));
        _supplierRecordsAsServicer(Stage.Firm);
    }

    function test_a_schedule_adopted_before_the_sale_binds_the_factor_that_bought_it() public {
        Receivable memory r = _scheduled(2);
        _sell(_single(r));
        vm.expectRevert(_tooEarly(r, Stage.Firm, _instantOf(r.terms, 10)));
        _recordAs(factor.addr, _id(r), factor.addr, factor.addr, _entry(Stage.Firm), _noClaim());
    }

    function test_after_the_sale_a_schedule_needs_the_factor(uint256 who) public {
        _agreed(_schedule());
        address[3] memory others = [supplier.addr, buyer.addr, address(desk)];
        address other = others[who % 3];
        vm.expectRevert(_unauthorised(factor.addr, other, Verb.AgreeCollection));
        _adoptAs(other, receivable, _schedule(), factor.addr);
        _factorRecords(Stage.Firm);
        _adoptAs(factor.addr, receivable, _schedule(), factor.addr);
        vm.expectRevert(_tooEarly(receivable, Stage.Firm, _instantOf(receivable.terms, 10)));
        _factorRecords(Stage.Firm);
    }

    /// @dev R59, Civil Code art. 765: after the sale what seller and debtor agree puts nothing off.
    function test_of_a_receivable_on_a_desk_the_factor_plans_and_its_seller_does_not() public {
        address[2] memory others = [supplier.addr, address(desk)];
        bytes[2] memory faults = [
            _notCreditor(id, supplier.addr),
            _unauthorised(address(desk), factor.addr, Verb.AgreePlan)
        ];
        address[2] memory senders = [supplier.addr, factor.addr];
        for (uint256 i; i < 2; ++i) {
            Consent[] memory consent = _signedPlan(buyer, receivable, others[i], buyer.addr);
            (OpenHeader memory opened, bytes32 plan) = (_openHeader(receivable), _plan());
            vm.expectRevert(faults[i]);
            vm.prank(senders[i]);
            collections.agreePlan(id, opened, others[i], plan, _none(), consent);
        }
        vm.expectEmit(address(collections));
        emit ICollections.PlanAgreed(
            id,
            factor.addr,
            buyer.addr,
            factor.addr,
            buyer.addr,
            Typed.hash(receivable),
            _plan()
        );
        _planAs(factor.addr, receivable);
    }

    function test_a_receivable_sent_to_a_desk_that_nobody_opened_is_nobodys_to_collect() public {
        Receivable memory r = _ready(2);
        address unopened = factoring.deskOf(stranger.addr);
        _transfer(_id(r), unopened);
        vm.expectRevert(_notCreditor(_id(r), stranger.addr));
        _recordAs(stranger.addr, _id(r), stranger.addr, stranger.addr, _entry(Stage.Firm), _noClaim());
        _eq(address(factoring.open(stranger.addr)), unopened, "opened");
        _recordAs(stranger.addr, _id(r), stranger.addr, stranger.addr, _entry(Stage.Firm), _noClaim());
    }
}
