// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReceivableState} from "../../../contracts/interfaces/ILens.sol";
import {Consent, OpenTerms, Outcome, Receivable} from "../../../contracts/types/Types.sol";
import {Acts} from "./Acts.t.sol";
import {Typed} from "../support/Typed.sol";

/// @notice Anybody tries anything, allowed or not, with any amount and any signature; what the ledger lets through is
/// judged by what changed and by whom.
contract Attempts is Acts {
    function attempt(uint256 seed, uint256 who, uint256 verb, uint256 amount) external {
        Receivable memory r = ids.length == 0 ? _invent(seed) : book[ids[seed % ids.length]];
        (bytes32 id, address actor) = (Typed.idOf(r.header), _anyone(who).addr);
        ReceivableState memory was = lens.stateOf(id);
        if (verb & 1024 != 0) r.terms.amount = uint96(amount);
        bytes memory call = _call(r, id, verb % 9, amount, _none());
        vm.prank(actor);
        (bool ok, bytes memory answer) = address(ledger).call(call);
        if (!ok) return;
        if (ids.length == 0) return _begins(r);
        _note(id, was, actor, verb % 9 == 1 ? abi.decode(answer, (uint256)) : 0);
    }

    /// @dev A signature of one actor in the name of another counts for nobody but its signer.
    function forge(uint256 seed, uint256 who, uint256 whom, uint256 verb, uint256 amount) external {
        if (ids.length == 0) return;
        Receivable memory r = book[ids[seed % ids.length]];
        bytes32 id = Typed.idOf(r.header);
        (Party memory actor, Party memory victim) = (_anyone(who), _anyone(whom));
        if (actor.addr == victim.addr) return;
        bytes memory message = _message(r, lens.stateOf(id).holder, verb % 5, amount);
        Consent memory c = _signed(victim.addr, actor.key, message, ++nextNonce, clock);
        bytes memory call = _call(r, id, verb % 5, amount, _one(c));
        vm.prank(actor.addr);
        (bool ok, ) = address(ledger).call(call);
        if (ok) broken[14] = true;
    }

    function _call(
        Receivable memory r,
        bytes32 id,
        uint256 verb,
        uint256 amount,
        Consent[] memory consent
    ) private view returns (bytes memory) {
        OpenTerms memory opened = _openTerms(r);
        if (verb == 0) return abi.encodeCall(ledger.accept, (_openHeader(r), _unopened(), consent));
        if (verb == 1) return abi.encodeCall(ledger.pay, (id, opened, amount, consent));
        if (verb == 2) return abi.encodeCall(ledger.credit, (id, opened, amount, REASON, consent));
        if (verb == 3) return abi.encodeCall(ledger.dispute, (r, amount, 1, EVIDENCE, consent));
        if (verb == 4) return abi.encodeCall(ledger.resolve, (r, amount, Outcome.Conceded, EVIDENCE, consent));
        if (verb == 5) return abi.encodeCall(ledger.resolve, (r, amount, Outcome.Withdrawn, EVIDENCE, consent));
        if (verb == 6) {
            address from = lens.stateOf(id).holder;
            return abi.encodeCall(token.transferFrom, (from, _anyone(amount).addr, uint256(id)));
        }
        if (verb == 7) return abi.encodeCall(ledger.issue, (r, consent, consent));
        return abi.encodeCall(ledger.issueSealed, (_openHeader(r), "", consent, consent));
    }

    function _message(
        Receivable memory r,
        address holder,
        uint256 verb,
        uint256 amount
    ) private pure returns (bytes memory) {
        bytes32 commitment = Typed.hash(r);
        if (verb == 0) return Typed.acceptance(commitment);
        if (verb == 1) return Typed.payment(commitment, amount);
        if (verb == 2) return Typed.credit(commitment, holder, amount, REASON);
        if (verb == 3) return Typed.dispute(commitment, amount, 1, EVIDENCE);
        return Typed.resolution(commitment, holder, amount, Outcome.Conceded, EVIDENCE);
    }
}
