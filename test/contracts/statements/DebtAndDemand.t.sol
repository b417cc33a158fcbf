// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BalanceReply, IStatements, Roots} from "../../../contracts/interfaces/IStatements.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Verb} from "../../../contracts/types/Types.sol";
import {
    BALANCE_TEXT,
    BALANCE_TEXT_HASH,
    DEBT_TEXT,
    DEBT_TEXT_HASH,
    DEMAND_TEXT,
    DEMAND_TEXT_HASH
} from "../../../contracts/types/StatementTexts.sol";
import {StatementWorld} from "./StatementWorld.sol";
import {TypedStatements} from "./TypedStatements.sol";

/// @notice ACKNOWLEDGE_DEBT and RECEIVE_DEMAND, which are neither each other nor AGREE_BALANCE (R52).
contract DebtAndDemandTest is StatementWorld {
    uint32 private constant PAY_BY = uint32(TODAY + 30);

    function test_either_side_may_be_the_debtor() public {
        Roots memory r = _bothPosted(OTHER);
        vm.expectEmit(address(statements));
        emit IStatements.DebtAcknowledged(_id(), supplier.addr, supplier.addr, r, _balance(), 0);
        vm.prank(supplier.addr);
        statements.acknowledgeDebt(_statement(), r, supplier.addr, _balance(), 0, _none());
        vm.expectEmit(address(statements));
        emit IStatements.DemandReceived(_id(), buyer.addr, buyer.addr, r, DEMAND);
        vm.prank(buyer.addr);
        statements.receiveDemand(_statement(), r, buyer.addr, DEMAND, _none());
    }

    function test_a_debt_is_acknowledged_as_often_as_the_debtor_says_so() public {
        Roots memory r = _bothPosted(0);
        for (uint256 nonce; nonce < 3; ++nonce) {
            Consent[] memory consent = _signed(buyer, _debt(r), nonce);
            statements.acknowledgeDebt(_statement(), r, buyer.addr, _balance(), PAY_BY, consent);
            vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, buyer.addr, nonce));
            statements.acknowledgeDebt(_statement(), r, buyer.addr, _balance(), PAY_BY, consent);
        }
    }

    function test_neither_replies_to_a_statement() public {
        Roots memory r = _bothPosted(OTHER);
        vm.prank(buyer.addr);
        statements.acknowledgeDebt(_statement(), r, buyer.addr, _balance(), PAY_BY, _none());
        vm.prank(buyer.addr);
        statements.receiveDemand(_statement(), r, buyer.addr, DEMAND, _none());
        _stands(supplier.addr, ROOT, 1, BalanceReply.NoReply);
        _stands(buyer.addr, OTHER, 1, BalanceReply.NoReply);
    }

    function test_both_are_about_what_stands() public {
        Roots memory r = _bothPosted(0);
        Consent[] memory debt = _signed(buyer, _debt(r), 1);
        Consent[] memory demand = _signed(
            buyer,
            TypedStatements.receivedDemand(_statement(), r, buyer.addr, DEMAND),
            2
        );
        _post(_posting(supplier.addr, OTHER, ROOT));
        vm.expectRevert(_superseded(supplier.addr, ROOT, 1));
        statements.acknowledgeDebt(_statement(), r, buyer.addr, _balance(), PAY_BY, debt);
        vm.expectRevert(_superseded(supplier.addr, ROOT, 1));
        statements.receiveDemand(_statement(), r, buyer.addr, DEMAND, demand);
    }

    function test_there_is_no_debt_and_no_demand_about_nothing() public {
        Roots memory r;
        vm.expectRevert(_fault(IStatements.NothingPosted.selector));
        vm.prank(buyer.addr);
        statements.acknowledgeDebt(_statement(), r, buyer.addr, _balance(), PAY_BY, _none());
        vm.expectRevert(_fault(IStatements.NothingPosted.selector));
        vm.prank(buyer.addr);
        statements.receiveDemand(_statement(), r, buyer.addr, DEMAND, _none());
    }

    function test_a_third_party_is_no_debtor() public {
        Roots memory r = _bothPosted(0);
        bytes memory fault = abi.encodeWithSelector(IStatements.PartyInvalid.selector, _id(), factor.addr);
        vm.expectRevert(fault);
        vm.prank(factor.addr);
        statements.acknowledgeDebt(_statement(), r, factor.addr, _balance(), PAY_BY, _none());
        vm.expectRevert(fault);
        vm.prank(factor.addr);
        statements.receiveDemand(_statement(), r, factor.addr, DEMAND, _none());
    }

    function test_a_signature_that_agrees_a_balance_acknowledges_no_debt() public {
        Roots memory r = _bothPosted(0);
        bytes memory agreement = _agreement(buyer.addr, r, BalanceReply.Agreed, _nothing());
        Consent[] memory consent = _signed(buyer, agreement, 1);
        vm.expectRevert(_invalid(_debt(r), consent[0]));
        statements.acknowledgeDebt(_statement(), r, buyer.addr, _balance(), PAY_BY, consent);
        bytes memory demand = TypedStatements.receivedDemand(_statement(), r, buyer.addr, _balance());
        vm.expectRevert(_invalid(demand, consent[0]));
        statements.receiveDemand(_statement(), r, buyer.addr, _balance(), consent);
    }

    function test_a_sum_and_a_day_cannot_be_exchanged(bytes32 debt, uint32 payBy) public {
        Roots memory r = _bothPosted(0);
        Consent[] memory consent = _signed(buyer, _debt(r), 1);
        if (debt == _balance() && payBy == PAY_BY) ++payBy;
        bytes memory told = TypedStatements.acknowledgement(_statement(), r, buyer.addr, debt, payBy);
        vm.expectRevert(_invalid(told, consent[0]));
        statements.acknowledgeDebt(_statement(), r, buyer.addr, debt, payBy, consent);
    }

    function test_the_mandate_for_one_act_is_none_for_another() public {
        Roots memory r = _bothPosted(0);
        _giveMandate(buyer.addr, agent.addr, Verb.AgreeBalance);
        vm.expectRevert(_refused(Verb.AcknowledgeDebt));
        vm.prank(agent.addr);
        statements.acknowledgeDebt(_statement(), r, buyer.addr, _balance(), PAY_BY, _none());
        vm.expectRevert(_refused(Verb.ReceiveDemand));
        vm.prank(agent.addr);
        statements.receiveDemand(_statement(), r, buyer.addr, DEMAND, _none());
        _agree(agent.addr, buyer.addr, r, _none());
    }

    function test_the_hashes_of_the_texts_are_their_hashes() public pure {
        _eq(BALANCE_TEXT_HASH, keccak256(bytes(BALANCE_TEXT)), "balance");
        _eq(DEBT_TEXT_HASH, keccak256(bytes(DEBT_TEXT)), "debt");
        _eq(DEMAND_TEXT_HASH, keccak256(bytes(DEMAND_TEXT)), "demand");
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _debt(Roots memory r) private view returns (bytes memory) {
        return TypedStatements.acknowledgement(_statement(), r, buyer.addr, _balance(), PAY_BY);
    }

    function _refused(Verb verb) private view returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.NotAuthorised.selector, buyer.addr, agent.addr, verb);
    }

    function _invalid(bytes memory message, Consent memory c) private view returns (bytes memory) {
        bytes32 structHash = keccak256(bytes.concat(message, abi.encode(c.nonce, c.deadline)));
        return abi.encodeWithSelector(ILedger.SignatureInvalid.selector, buyer.addr, _digest(structHash));
    }
}
