// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent} from "../../../contracts/types/Types.sol";
import {ConsentSubject} from "./ConsentSubject.sol";

/// @notice Whose signature counts, for how long, and how often.
abstract contract SignatureBehaviour is ConsentSubject {
    function test_anyone_carries_the_signature_of_the_party() public {
        Party memory party = _prepared();
        if (_spendsNonce()) {
            vm.expectEmit(address(ledger));
            emit ILedger.NonceSpent(party.addr, NONCE);
        }
        _succeeds(relayer.addr, _one(_signedBy(party)), party.addr);
        _true(lens.isSpent(party.addr, NONCE) == _spendsNonce(), "nonce");
        _false(lens.isSpent(relayer.addr, NONCE), "nonce of the relayer");
    }

    function test_the_party_may_carry_its_own_signature() public {
        Party memory party = _prepared();
        _succeeds(party.addr, _one(_signedBy(party)), party.addr);
    }

    function test_anyone_carries_the_signature_of_an_agent() public {
        Party memory party = _prepared();
        _giveMandate(party.addr, agent.addr, _verb());
        _succeeds(relayer.addr, _one(_signedBy(agent)), agent.addr);
        _true(lens.isSpent(agent.addr, NONCE) == _spendsNonce(), "nonce");
        _false(lens.isSpent(party.addr, NONCE), "nonce of the party");
    }

    function test_a_capped_agent_signs_nothing() public {
        Party memory party = _prepared();
        _giveCapped(UNCAPPED - 1, address(coin));
        _fails(relayer.addr, _one(_signedBy(agent)), _refused(party.addr, agent.addr));
    }

    function test_the_signature_of_an_agent_ends_with_its_mandate() public {
        Party memory party = _prepared();
        _giveMandate(party.addr, agent.addr, _verb());
        Consent[] memory consent = _one(_signedBy(agent));
        vm.prank(party.addr);
        directory.revokeMandate(agent.addr);
        _fails(relayer.addr, consent, _refused(party.addr, agent.addr));
    }

    function test_a_stranger_signs_for_nobody() public {
        Party memory party = _prepared();
        _fails(relayer.addr, _one(_signedBy(stranger)), _refused(party.addr, stranger.addr));
    }

    function test_a_strangers_signature_in_the_name_of_the_party_is_invalid() public {
        Party memory party = _prepared();
        Consent memory c = _signed(party.addr, stranger.key, _message(), NONCE, clock + 1 days);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_two_consents_are_refused() public {
        Party memory party = _prepared();
        Consent[] memory two = new Consent[](2);
        (two[0], two[1]) = (_signedBy(party), _signedBy(party));
        _fails(relayer.addr, two, abi.encodeWithSelector(ILedger.ConsentsTooMany.selector, 2));
    }

    // ---------------------------------------------------------------------------------------------- deadline, nonce

    function test_a_signature_counts_before_its_deadline() public {
        Party memory party = _prepared();
        _succeeds(relayer.addr, _one(_signed(party.addr, party.key, _message(), NONCE, clock + 1)), party.addr);
    }

    function test_a_signature_counts_at_its_deadline() public {
        Party memory party = _prepared();
        _succeeds(relayer.addr, _one(_signed(party.addr, party.key, _message(), NONCE, clock)), party.addr);
    }

    function test_a_signature_is_void_after_its_deadline() public {
        Party memory party = _prepared();
        Consent memory c = _signed(party.addr, party.key, _message(), NONCE, clock - 1);
        _fails(relayer.addr, _one(c), abi.encodeWithSelector(ILedger.ConsentExpired.selector, party.addr, clock - 1));
    }

    function test_a_deadline_cannot_be_moved() public {
        Party memory party = _prepared();
        Consent memory c = _signed(party.addr, party.key, _message(), NONCE, clock);
        c.deadline = clock + 1 days;
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_nonce_cannot_be_exchanged() public {
        Party memory party = _prepared();
        Consent memory c = _signedBy(party);
        c.nonce = NONCE + 1;
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_spent_nonce_voids_the_signature() public {
        Party memory party = _prepared();
        Consent[] memory consent = _one(_signedBy(party));
        vm.prank(party.addr);
        ledger.spendNonce(NONCE);
        bytes memory spent = abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, party.addr, NONCE);
        _fails(relayer.addr, consent, spent);
    }

    function test_a_nonce_that_somebody_else_spent_voids_nothing() public {
        Party memory party = _prepared();
        Consent[] memory consent = _one(_signedBy(party));
        vm.prank(stranger.addr);
        ledger.spendNonce(NONCE);
        _succeeds(relayer.addr, consent, party.addr);
    }

    function test_a_signature_is_recorded_once() public {
        Party memory party = _prepared();
        Consent[] memory consent = _one(_signedBy(party));
        _succeeds(relayer.addr, consent, party.addr);
        _fails(relayer.addr, consent, _replayError());
    }
}
