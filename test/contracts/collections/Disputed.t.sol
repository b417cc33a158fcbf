// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {Stage} from "../../../contracts/types/CollectionTypes.sol";
import {Outcome, Receivable} from "../../../contracts/types/Types.sol";
import {CollectionWorld} from "./CollectionWorld.sol";

/// @notice Under an adopted schedule nothing is asked for that is disputed (R39).
contract DisputedTest is CollectionWorld {
    Receivable internal receivable;
    bytes32 internal id;

    /// @dev A thousand, ten days overdue, so that two stages may be recorded.
    function setUp() public override {
        super.setUp();
        receivable = _ready(1, 1_000);
        id = _id(receivable);
        _agreed(_schedule());
        _adopt(receivable, _schedule());
        _warp(_instantOf(receivable.terms, 10));
    }

    function _resolve(address party, uint256 amount, Outcome outcome) private {
        vm.prank(party);
        ledger.resolve(receivable, amount, outcome, EVIDENCE, _none());
    }

    function _asks(uint256 amount) private {
        _record(receivable, _entry(Stage.Friendly), _claim(receivable, amount));
    }

    function _asksTooMuch(uint256 amount, uint256 undisputed) private {
        vm.expectRevert(_outOfRange(id, amount, undisputed));
        _asks(amount);
    }

    function test_with_300_of_1000_disputed_700_are_dunned() public {
        _disputeOf(receivable, 300);
        _asksTooMuch(701, 700);
        _asks(700);
    }

    function test_who_does_not_say_what_is_asked_for_asks_for_all() public {
        _disputeOf(receivable, 1);
        vm.expectRevert(_fault(ICollections.ClaimMissing.selector, receivable));
        _record(receivable, Stage.Friendly);
        _asks(999);
    }

    function test_of_what_is_disputed_in_whole_nothing_is_asked_for() public {
        _disputeOf(receivable, 1_000);
        _asksTooMuch(1, 0);
        _asksTooMuch(0, 0);
        vm.expectRevert(_fault(ICollections.ClaimMissing.selector, receivable));
        _record(receivable, Stage.Friendly);
    }

    function test_several_disputes_add_up() public {
        _disputeOf(receivable, 300);
        _disputeOf(receivable, 200);
        _asksTooMuch(501, 500);
        _asks(500);
    }

    function test_what_is_withdrawn_is_asked_for_again() public {
        _disputeOf(receivable, 300);
        _resolve(buyer.addr, 200, Outcome.Withdrawn);
        _asksTooMuch(901, 900);
        _resolve(buyer.addr, 100, Outcome.Withdrawn);
        _record(receivable, Stage.Friendly);
        _record(receivable, _entry(Stage.Firm), _claim(receivable, 1_000));
    }

    function test_what_is_conceded_is_not_owed_any_more() public {
        _disputeOf(receivable, 300);
        _resolve(supplier.addr, 100, Outcome.Conceded);
        _asksTooMuch(701, 700);
        _resolve(supplier.addr, 200, Outcome.Conceded);
        _asksTooMuch(701, 700);
        _asks(700);
    }

    /// @dev Whoever disputes pays the rest (R39), so what is paid is not disputed.
    function test_what_is_paid_comes_off_what_is_undisputed() public {
        _disputeOf(receivable, 300);
        _pay(receivable, buyer.addr, 600);
        _asksTooMuch(101, 100);
        _pay(receivable, buyer.addr, 200);
        _asksTooMuch(1, 0);
        _resolve(buyer.addr, 200, Outcome.Withdrawn);
        _asksTooMuch(201, 200);
        _asks(200);
    }

    function test_what_is_credited_comes_off_what_is_undisputed() public {
        _disputeOf(receivable, 300);
        _credit(receivable, 500);
        _asksTooMuch(201, 200);
        _asks(200);
    }

    function test_without_a_schedule_a_record_need_not_name_a_claim() public {
        Receivable memory r = _ready(2, 1_000);
        _disputeOf(r, 1_000);
        _record(r, Stage.Friendly);
        vm.expectRevert(_outOfRange(_id(r), 1, 0));
        _record(r, _entry(Stage.Friendly), _claim(r, 1));
    }

    function test_a_refused_record_uses_up_no_cycle() public {
        _disputeOf(receivable, 1_000);
        _asksTooMuch(1, 0);
        _eq(_adoptedOf(receivable).cycles[1], 0, "no cycle");
        _resolve(buyer.addr, 1_000, Outcome.Withdrawn);
        _record(receivable, Stage.Friendly);
    }
}
