// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenTerms, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {Typed} from "../support/Typed.sol";
import {IToken} from "../support/World.sol";

contract MulticallTest is ReceiptWorld {
    // ------------------------------------------------------------------------------------------------------- together

    function test_the_lines_of_an_invoice_are_accepted_together() public {
        bytes[] memory calls = new bytes[](3);
        bytes32[3] memory ids;
        for (uint32 i; i < 3; ++i) {
            Receivable memory r = _line(i);
            ids[i] = _issue(r);
            calls[i] = _acceptCall(r, _none());
        }
        for (uint256 i; i < 3; ++i) {
            vm.expectEmit(address(ledger));
            emit ILedger.ReceivableAccepted(ids[i], buyer.addr, Typed.hash(_line(uint32(i))));
        }
        vm.prank(buyer.addr);
        bytes[] memory results = ledger.multicall(calls);
        _eq(results.length, 3, "results");
        for (uint32 i; i < 3; ++i) _true(_state(_line(i)).status == Status.Accepted, "accepted");
    }

    function test_each_call_answers_in_its_place() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        _accepted(a);
        _accepted(b);
        bytes[] memory calls = new bytes[](4);
        calls[0] = _payCall(a, 5);
        calls[1] = _payCall(b, 7);
        calls[2] = abi.encodeCall(ledger.codes, ());
        calls[3] = abi.encodeCall(IToken.ownerOf, (uint256(Typed.idOf(a.header))));
        vm.prank(buyer.addr);
        bytes[] memory results = ledger.multicall(calls);
        _true(abi.decode(results[0], (uint256)) == 5 && abi.decode(results[1], (uint256)) == 7, "cash");
        (address adjustments, ) = abi.decode(results[2], (address, address));
        (address expected, ) = ledger.codes();
        _eq(adjustments, expected, "code");
        _eq(abi.decode(results[3], (address)), supplier.addr, "owner");
    }

    function test_no_call_is_no_result() public {
        _eq(ledger.multicall(new bytes[](0)).length, 0, "results");
    }

    function test_later_calls_see_what_earlier_ones_did() public {
        Receivable memory r = _make(1);
        _issue(r);
        bytes[] memory calls = new bytes[](2);
        (calls[0], calls[1]) = (_acceptCall(r, _none()), _payCall(r, MAX));
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        _true(_state(r).closed && _state(r).status == Status.Accepted, "accepted and paid");
    }

    function test_calls_may_be_nested() public {
        Receivable memory r = _make(1);
        _issue(r);
        bytes[] memory inner = new bytes[](1);
        inner[0] = _acceptCall(r, _none());
        vm.prank(buyer.addr);
        ledger.multicall(_single(abi.encodeCall(ledger.multicall, (inner))));
        _true(_state(r).status == Status.Accepted, "accepted");
    }

    function test_the_token_is_moved_with_it() public {
        Receivable memory r = _make(1);
        uint256 id = uint256(_accepted(r));
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IToken.approve, (agent.addr, id));
        calls[1] = abi.encodeCall(IToken.transferFrom, (supplier.addr, factor.addr, id));
        vm.prank(supplier.addr);
        ledger.multicall(calls);
        _eq(token.ownerOf(id), factor.addr, "holder");
    }

    function test_a_relayer_carries_consents_of_several_parties() public {
        Receivable memory r = _make(1);
        Consent[] memory issued = _signed(supplier, Typed.issuance(Typed.hash(r), 0), 1);
        Consent[] memory accepted = _signed(buyer, Typed.acceptance(Typed.hash(r)), 1);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(ledger.issue, (r, issued, _none()));
        calls[1] = _acceptCall(r, accepted);
        vm.prank(relayer.addr);
        ledger.multicall(calls);
        _true(_state(r).status == Status.Accepted && _state(r).holder == supplier.addr, "accepted");
    }

    function test_cash_is_kept_more_than_once() public {
        Currency odd = new Currency();
        odd.mint(buyer.addr, AMOUNT);
        vm.prank(buyer.addr);
        odd.approve(address(ledger), MAX);
        Receivable memory r = _make(1);
        r.terms.currency = address(odd);
        bytes32 id = _accepted(r);
        odd.setBlocked(supplier.addr, true);
        bytes[] memory calls = new bytes[](2);
        (calls[0], calls[1]) = (_payCall(r, 5), _payCall(r, 7));
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        _eq(lens.keptFor(supplier.addr, address(odd), id), 12, "kept");
    }

    // ------------------------------------------------------------------------------------------------- all or nothing

    function test_all_or_nothing() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        bytes[] memory calls = new bytes[](3);
        (calls[0], calls[1], calls[2]) = (_payCall(r, 5), _payCall(r, MAX), _payCall(r, MAX));
        bytes32 state = keccak256(abi.encode(_state(r)));
        vm.expectRevert(_closedError(id));
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        _eq(keccak256(abi.encode(_state(r))), state, "state");
        _eq(coin.balanceOf(buyer.addr), 1e15, "balance");
    }

    function test_a_failure_within_a_nested_one_takes_all_back() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        bytes[] memory inner = new bytes[](2);
        (inner[0], inner[1]) = (_payCall(r, 5), _payCall(r, 0));
        bytes[] memory calls = new bytes[](2);
        (calls[0], calls[1]) = (_payCall(r, 7), abi.encodeCall(ledger.multicall, (inner)));
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingPaid.selector, id));
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        _eq(_state(r).settled, 0, "settled");
    }

    function test_one_consent_counts_once_in_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Consent[] memory consent = _signed(supplier, Typed.credit(Typed.hash(r), supplier.addr, 5, REASON), 3);
        OpenTerms memory opened = _openTerms(r);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(ledger.credit, (id, opened, 5, REASON, consent));
        calls[1] = calls[0];
        vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, supplier.addr, 3));
        ledger.multicall(calls);
        _true(_state(r).credited == 0 && !lens.isSpent(supplier.addr, 3), "nothing");
    }

    function test_a_call_that_the_ledger_does_not_know_takes_all_back() public {
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(ledger.spendNonce, (1));
        calls[1] = hex"12345678";
        vm.expectRevert();
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        calls[1] = "";
        vm.expectRevert();
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        _false(lens.isSpent(buyer.addr, 1), "nonce");
    }

    // -------------------------------------------------------------------------------------------------- who is acting

    function test_nobody_is_more_in_it_than_outside() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        OpenTerms memory opened = _openTerms(r);
        bytes memory credit = abi.encodeCall(ledger.credit, (id, opened, 1, REASON, _none()));
        address[3] memory others = [stranger.addr, buyer.addr, address(ledger)];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ILedger.NotAuthorised.selector, supplier.addr, others[i], Verb.Credit)
            );
            vm.prank(others[i]);
            ledger.multicall(_single(credit));
        }
        bytes[] memory nested = _single(abi.encodeCall(ledger.multicall, (_single(credit))));
        vm.expectRevert(
            abi.encodeWithSelector(ILedger.NotAuthorised.selector, supplier.addr, stranger.addr, Verb.Credit)
        );
        vm.prank(stranger.addr);
        ledger.multicall(nested);
        vm.prank(supplier.addr);
        ledger.multicall(nested);
        _eq(_state(r).credited, 1, "credited");
    }

    function test_whoever_calls_pays_and_spends_its_own() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _fund(stranger.addr);
        bytes[] memory calls = new bytes[](3);
        calls[0] = _payCall(r, 5);
        calls[1] = abi.encodeCall(ledger.spendNonce, (9));
        calls[2] = abi.encodeCall(ledger.revoke, (REASON));
        vm.prank(stranger.addr);
        ledger.multicall(calls);
        _true(coin.balanceOf(stranger.addr) == 1e15 - 5 && coin.balanceOf(buyer.addr) == 1e15, "balances");
        _true(lens.isSpent(stranger.addr, 9) && !lens.isSpent(address(ledger), 9), "nonce");
        _true(lens.isRevoked(stranger.addr, REASON) && !lens.isRevoked(address(ledger), REASON), "root");
    }

    function test_the_token_of_somebody_else_is_not_moved_with_it() public {
        uint256 id = uint256(_accepted(_make(1)));
        bytes[] memory calls = _single(abi.encodeCall(IToken.transferFrom, (supplier.addr, stranger.addr, id)));
        vm.expectRevert(IToken.NotOwnerNorApproved.selector);
        vm.prank(stranger.addr);
        ledger.multicall(calls);
    }

    function test_a_locked_receivable_stays_locked_in_it() public {
        Receivable memory r = _make(1);
        r.header.policy = 2;
        bytes32 id = _accepted(r);
        bytes[] memory calls = _single(abi.encodeCall(IToken.transferFrom, (supplier.addr, factor.addr, uint256(id))));
        vm.expectRevert(abi.encodeWithSelector(ILedger.TransferLocked.selector, id));
        vm.prank(supplier.addr);
        ledger.multicall(calls);
    }

    function test_ether_is_refused() public {
        _true(address(this).balance != 0, "there is ether to send");
        bytes memory call = abi.encodeCall(ledger.multicall, (new bytes[](0)));
        (bool ok, ) = address(ledger).call{value: 1}(call);
        _false(ok, "value");
    }

    function test_at_the_address_of_the_code_it_reaches_no_ledger() public {
        (address adjustments, ) = ledger.codes();
        bytes[] memory calls = _single(abi.encodeCall(ledger.spendNonce, (9)));
        vm.prank(buyer.addr);
        (bool ok, ) = adjustments.call(abi.encodeCall(ledger.multicall, (calls)));
        _true(ok && !lens.isSpent(buyer.addr, 9), "the ledger's nonces are its own");
    }

    /// @dev n calls together are n calls one after the other.
    function testFuzz_a_batch_is_its_singles(uint96[5] memory cash) public {
        (Receivable memory a, Receivable memory b) = (_make(1, _plainTerms()), _make(2, _plainTerms()));
        _accepted(a);
        _accepted(b);
        bytes[] memory calls = new bytes[](5);
        for (uint256 i; i < 5; ++i) {
            uint256 part = _bound(cash[i], 1, AMOUNT / 5 - 1);
            calls[i] = _payCall(a, part);
            _pay(b, buyer.addr, part);
        }
        uint256 received = coin.balanceOf(supplier.addr);
        vm.prank(buyer.addr);
        ledger.multicall(calls);
        _eq(coin.balanceOf(supplier.addr), 2 * received, "received");
        _eq(keccak256(abi.encode(_position(a))), keccak256(abi.encode(_position(b))), "position");
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _line(uint32 line) private view returns (Receivable memory r) {
        r = _make(1);
        r.header.line = line;
    }

    function _single(bytes memory call) private pure returns (bytes[] memory calls) {
        calls = new bytes[](1);
        calls[0] = call;
    }

    function _acceptCall(Receivable memory r, Consent[] memory consent) private view returns (bytes memory) {
        return abi.encodeCall(ledger.accept, (_openHeader(r), _unopened(), consent));
    }

    function _payCall(Receivable memory r, uint256 cash) private view returns (bytes memory) {
        return abi.encodeCall(ledger.pay, (Typed.idOf(r.header), _openTerms(r), cash, _none()));
    }
}
