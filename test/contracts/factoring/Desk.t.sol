// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory, Mandate} from "../../../contracts/interfaces/IDirectory.sol";
import {IFactoring} from "../../../contracts/interfaces/IFactoring.sol";
import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {IReceivables} from "../../../contracts/interfaces/IReceivables.sol";
import {Sale} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable, Verb} from "../../../contracts/types/Types.sol";
import {FactoringWorld} from "./FactoringWorld.sol";

/// @notice How desks come about, and what a desk lets its factor and the factor's agents do.
contract DeskTest is FactoringWorld {
    uint256 private constant VERBS =
        (1 << uint8(Verb.Debit)) | (1 << uint8(Verb.WriteOff)) | (1 << uint8(Verb.Accelerate));

    // -------------------------------------------------------------------------------------------------------- opening

    function test_a_desk_is_where_it_was_said_to_be_and_knows_its_factor() public {
        Party memory rival = _party("rival");
        address predicted = factoring.deskOf(rival.addr);
        _eq(predicted.code.length, 0, "not there yet");
        vm.expectEmit(address(factoring));
        emit IFactoring.DeskOpened(rival.addr, predicted);
        vm.prank(stranger.addr);
        IFactoringDesk opened = factoring.open(rival.addr);
        _eq(address(opened), predicted, "address");
        _eq(opened.factor(), rival.addr, "factor");
        _eq(address(opened.ledger()), address(ledger), "ledger");
    }

    function test_a_desk_is_opened_once() public {
        vm.recordLogs();
        _eq(address(factoring.open(factor.addr)), address(desk), "the same");
        _eq(vm.getRecordedLogs().length, 0, "nothing happens");
    }

    function test_every_factor_has_a_desk_of_its_own() public {
        _true(factoring.deskOf(factor.addr) != factoring.deskOf(stranger.addr), "by factor");
        IFactoring other = IFactoring(_deploy("Factoring", abi.encode(ledger, deskCode)));
        _true(factoring.deskOf(factor.addr) != other.deskOf(factor.addr), "by contract");
    }

    function test_nobody_has_no_desk() public {
        vm.expectRevert(abi.encodeWithSelector(IFactoring.NoticeMalformed.selector, bytes32("factor")));
        factoring.open(address(0));
    }

    function test_the_code_of_desks_of_another_ledger_is_refused() public {
        bytes memory code = bytes.concat(
            vm.getCode("Factoring"),
            abi.encode(_deployLedger(address(directory)), deskCode)
        );
        address deployed;
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        _eq(deployed, address(0), "not deployed");
    }

    function test_a_token_sent_to_a_desk_before_it_is_opened_is_no_deal_and_costs_nobody_money() public {
        address predicted = factoring.deskOf(stranger.addr);
        Receivable memory r = _ready(1);
        _sendAs(supplier.addr, supplier.addr, predicted, _id(r), abi.encode(_single(r)));
        IFactoringDesk opened = _openDesk(stranger.addr);
        vm.expectRevert(_noDeal(r));
        opened.dealOf(_id(r), clock);
        _eq(coin.balanceOf(stranger.addr), CASH, "factor");
    }

    // ---------------------------------------------------------------------------------------------- the code of all
    // desks

    function test_the_code_of_all_desks_is_nobodys_and_harmless() public {
        IFactoringDesk code = IFactoringDesk(deskCode);
        code.begin();
        address nobody = code.factor();
        _eq(nobody.code.length, 0, "an address of nobody");
        _eq(directory.mandateOf(address(desk), nobody).verbs, 0, "nothing on a desk");
        Receivable memory r = _ready(1);
        Sale memory s = _single(r);
        vm.expectRevert();
        _sendAs(supplier.addr, supplier.addr, deskCode, _id(r), abi.encode(s));
        vm.expectRevert(_notCaller(factor.addr, nobody));
        vm.prank(factor.addr);
        code.spendNonces(1, 1);
        _sell(s);
        _true(_isSold(r), "desks go on");
    }

    // ---------------------------------------------------------------------------------------------------------
    // mandates

    function test_a_desk_lets_its_factor_do_what_lessens_nothing() public view {
        Mandate memory m = directory.mandateOf(address(desk), factor.addr);
        _eq(m.verbs, VERBS, "debit, write off, accelerate");
        _eq(m.cap, UNCAPPED, "uncapped");
        _eq(m.until, type(uint40).max, "without end");
        for (uint8 verb; verb <= uint8(Verb.ChargeBack); ++verb) {
            bool covers = directory.covers(address(desk), factor.addr, Verb(verb), address(coin), MAX);
            _true(covers == (VERBS & (1 << verb) != 0), "verb");
        }
    }

    function test_beginning_again_changes_nothing_whoever_does() public {
        bytes32 before = keccak256(abi.encode(directory.mandateOf(address(desk), factor.addr)));
        vm.prank(stranger.addr);
        desk.begin();
        _eq(keccak256(abi.encode(directory.mandateOf(address(desk), factor.addr))), before, "the factor's");
        _eq(directory.mandateOf(address(desk), stranger.addr).verbs, 0, "the stranger's");
    }

    function _give(address sender, uint256 verbs) private {
        Mandate memory m = _mandate(verbs, UNCAPPED, address(0));
        vm.prank(sender);
        desk.giveMandate(agent.addr, m);
    }

    function test_a_factor_lets_agents_do_what_the_desk_lets_it_do() public {
        _give(factor.addr, VERBS);
        _eq(directory.mandateOf(address(desk), agent.addr).verbs, VERBS, "given");
        vm.prank(factor.addr);
        desk.revokeMandate(agent.addr);
        _eq(directory.mandateOf(address(desk), agent.addr).verbs, 0, "ended");
    }

    function test_a_factor_lets_nobody_do_more() public {
        for (uint8 verb; verb < 32; ++verb) {
            uint256 bit = 1 << verb;
            if (VERBS & bit != 0) continue;
            vm.expectRevert(abi.encodeWithSelector(IFactoringDesk.MandateInvalid.selector, VERBS | bit));
            _give(factor.addr, VERBS | bit);
        }
        _eq(directory.mandateOf(address(desk), agent.addr).verbs, 0, "nothing given");
    }

    function test_a_factor_does_not_raise_itself() public {
        Mandate memory m = _mandate(1 << uint8(Verb.Credit), UNCAPPED, address(0));
        vm.expectRevert(abi.encodeWithSelector(IFactoringDesk.MandateInvalid.selector, m.verbs));
        vm.prank(factor.addr);
        desk.giveMandate(factor.addr, m);
    }

    function test_nobody_else_gives_or_ends_mandates() public {
        address[3] memory others = [supplier.addr, stranger.addr, agent.addr];
        _give(factor.addr, VERBS);
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_notCaller(others[i], factor.addr));
            _give(others[i], VERBS);
            vm.expectRevert(_notCaller(others[i], factor.addr));
            vm.prank(others[i]);
            desk.revokeMandate(agent.addr);
        }
    }

    function test_the_directory_says_what_is_wrong_with_a_mandate() public {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.MandateMissing.selector, address(desk), agent.addr));
        vm.prank(factor.addr);
        desk.revokeMandate(agent.addr);
        Mandate memory m = _mandate(VERBS, UNCAPPED, address(0));
        vm.expectRevert(abi.encodeWithSelector(IDirectory.AgentInvalid.selector, address(0)));
        vm.prank(factor.addr);
        desk.giveMandate(address(0), m);
    }

    // ----------------------------------------------------------------------------------------------------- what is
    // asked

    function test_what_the_desk_does_not_know_is_nothing() public {
        vm.expectRevert(_noDeal(_ready(1)));
        desk.dealOf(_id(_make(1, _plainTerms())), clock);
        _eq(desk.inUse(keccak256("an offer"), address(0)), 0, "in use");
        _eq(desk.owedTo(factor.addr, address(coin)), 0, "owed");
        _false(desk.isSpent(0), "nonce");
    }

    function test_nothing_that_nobody_waits_for_is_withdrawn() public {
        vm.expectRevert(abi.encodeWithSelector(IFactoringDesk.NothingOutstanding.selector, bytes32(0)));
        desk.withdraw(factor.addr, address(coin));
    }

    function test_a_desk_is_for_the_ledger_of_its_code() public view {
        IReceivables of_ = IFactoringDesk(deskCode).ledger();
        _eq(address(of_), address(ledger), "code");
        _eq(address(factoring.ledger()), address(ledger), "factoring");
    }
}
