// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mandate} from "../../../contracts/interfaces/IDirectory.sol";
import {ConsentSubject} from "./ConsentSubject.sol";

/// @notice Who may act by calling: the party, and its agents within their mandates.
abstract contract MandateBehaviour is ConsentSubject {
    function test_the_party_itself_acts() public {
        Party memory party = _prepared();
        _succeeds(party.addr, _none(), party.addr);
    }

    function test_a_stranger_is_refused() public {
        Party memory party = _prepared();
        _fails(stranger.addr, _none(), _refused(party.addr, stranger.addr));
    }

    function test_an_agent_with_a_mandate_for_the_verb_acts() public {
        Party memory party = _prepared();
        _giveMandate(party.addr, agent.addr, _verb());
        _succeeds(agent.addr, _none(), agent.addr);
    }

    function test_an_agent_with_a_mandate_for_every_other_verb_is_refused() public {
        Party memory party = _prepared();
        vm.prank(party.addr);
        directory.giveMandate(agent.addr, _mandate(ALL_VERBS ^ (1 << uint8(_verb())), UNCAPPED, address(0)));
        _fails(agent.addr, _none(), _refused(party.addr, agent.addr));
    }

    function test_an_agent_of_somebody_else_is_refused() public {
        Party memory party = _prepared();
        _giveMandate(stranger.addr, agent.addr, _verb());
        _fails(agent.addr, _none(), _refused(party.addr, agent.addr));
    }

    function test_an_agent_has_no_agents() public {
        Party memory party = _prepared();
        _giveMandate(party.addr, stranger.addr, _verb());
        _giveMandate(stranger.addr, agent.addr, _verb());
        _fails(agent.addr, _none(), _refused(party.addr, agent.addr));
    }

    function test_an_agent_whose_mandate_was_revoked_is_refused() public {
        Party memory party = _prepared();
        _giveMandate(party.addr, agent.addr, _verb());
        vm.prank(party.addr);
        directory.revokeMandate(agent.addr);
        _fails(agent.addr, _none(), _refused(party.addr, agent.addr));
    }

    function test_a_mandate_covers_from_its_first_instant_on() public {
        Party memory party = _prepared();
        Mandate memory m = _mandate(1 << uint8(_verb()), UNCAPPED, address(0));
        m.from = uint40(clock + 10);
        vm.prank(party.addr);
        directory.giveMandate(agent.addr, m);
        _warp(clock + 9);
        _fails(agent.addr, _none(), _refused(party.addr, agent.addr));
        _warp(clock + 1);
        _succeeds(agent.addr, _none(), agent.addr);
    }

    function test_a_mandate_covers_to_its_last_instant() public {
        Party memory party = _prepared();
        Mandate memory m = _mandate(1 << uint8(_verb()), UNCAPPED, address(0));
        m.until = uint40(clock + 20);
        vm.prank(party.addr);
        directory.giveMandate(agent.addr, m);
        _warp(clock + 21);
        _fails(agent.addr, _none(), _refused(party.addr, agent.addr));
        _warp(clock - 1);
        _succeeds(agent.addr, _none(), agent.addr);
    }

    function test_a_capped_agent_acts_up_to_its_cap_where_the_terms_are_open() public {
        Party memory party = _prepared();
        _giveCapped(AMOUNT, address(coin));
        if (_opensTerms()) _succeeds(agent.addr, _none(), agent.addr);
        else _fails(agent.addr, _none(), _refused(party.addr, agent.addr));
    }

    function test_a_capped_agent_is_refused_above_its_cap() public {
        Party memory party = _prepared();
        _giveCapped(AMOUNT - 1, address(coin));
        _fails(agent.addr, _none(), _refused(party.addr, agent.addr));
    }

    function test_a_capped_agent_is_refused_in_another_currency() public {
        Party memory party = _prepared();
        _giveCapped(UNCAPPED - 1, address(978));
        _fails(agent.addr, _none(), _refused(party.addr, agent.addr));
    }

    function test_a_contract_account_acts_by_itself() public {
        _begin(address(lens));
        _succeeds(address(lens), _none(), address(lens));
    }
}
