// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {GreedyReceiver, Receiver, ReentrantReceiver} from "../mocks/Holders.sol";
import {Typed} from "../support/Typed.sol";
import {IToken, World} from "../support/World.sol";

contract TransferTest is World {
    function test_a_transfer_changes_the_holder_and_nothing_else() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 12_345);
        _credit(r, 10);
        vm.prank(buyer.addr);
        ledger.dispute(r, 5, 1, EVIDENCE, _none());
        ReceivableView memory s = _state(r);
        vm.expectEmit(address(ledger));
        emit IToken.Transfer(supplier.addr, factor.addr, uint256(id));
        _transfer(id, factor.addr);
        s.holder = factor.addr;
        _eq(keccak256(abi.encode(_state(r))), keccak256(abi.encode(s)), "state");
        _eq(token.ownerOf(uint256(id)), factor.addr, "owner");
        _true(token.balanceOf(supplier.addr) == 0 && token.balanceOf(factor.addr) == 1, "balances");
    }

    function test_a_closed_receivable_may_change_hands() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        _transfer(id, factor.addr);
        _true(_state(r).closed && _state(r).holder == factor.addr, "state");
    }

    function test_an_approved_account_and_an_operator_transfer() public {
        (bytes32 a, bytes32 b) = (_issue(_make(1)), _issue(_make(2)));
        vm.prank(supplier.addr);
        token.approve(agent.addr, uint256(a));
        vm.prank(supplier.addr);
        token.setApprovalForAll(relayer.addr, true);
        vm.prank(agent.addr);
        token.transferFrom(supplier.addr, factor.addr, uint256(a));
        vm.prank(relayer.addr);
        token.transferFrom(supplier.addr, factor.addr, uint256(b));
        _eq(token.balanceOf(factor.addr), 2, "balance");
        _eq(token.getApproved(uint256(a)), address(0), "the approval is gone");
    }

    function test_a_stranger_transfers_nothing() public {
        bytes32 id = _issue(_make(1));
        vm.expectRevert(IToken.NotOwnerNorApproved.selector);
        vm.prank(stranger.addr);
        token.transferFrom(supplier.addr, stranger.addr, uint256(id));
        vm.expectRevert(IToken.TransferFromIncorrectOwner.selector);
        vm.prank(stranger.addr);
        token.transferFrom(stranger.addr, factor.addr, uint256(id));
    }

    function test_a_mandate_of_every_verb_transfers_nothing() public {
        bytes32 id = _issue(_make(1));
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate(ALL_VERBS, UNCAPPED, address(0)));
        vm.expectRevert(IToken.NotOwnerNorApproved.selector);
        vm.prank(agent.addr);
        token.transferFrom(supplier.addr, agent.addr, uint256(id));
    }

    function test_an_unknown_receivable_is_not_transferred() public {
        uint256 id = uint256(Typed.idOf(_make(1).header));
        address[2] memory from = [address(0), supplier.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(IToken.TokenDoesNotExist.selector);
            vm.prank(supplier.addr);
            token.transferFrom(from[i], factor.addr, id);
        }
    }

    function test_an_issued_receivable_is_not_transferred_from_nobody() public {
        bytes32 id = _issue(_make(1));
        vm.expectRevert(IToken.TransferFromIncorrectOwner.selector);
        vm.prank(supplier.addr);
        token.transferFrom(address(0), factor.addr, uint256(id));
    }

    function test_nobody_holds_nothing() public {
        bytes32 id = _issue(_make(1));
        vm.expectRevert(IToken.TransferToZeroAddress.selector);
        vm.prank(supplier.addr);
        token.transferFrom(supplier.addr, address(0), uint256(id));
    }

    function test_the_ledger_holds_no_receivable() public {
        bytes32 id = _issue(_make(1));
        vm.expectRevert(abi.encodeWithSelector(ILedger.HolderInvalid.selector, address(ledger)));
        vm.prank(supplier.addr);
        token.transferFrom(supplier.addr, address(ledger), uint256(id));
        vm.expectRevert(abi.encodeWithSelector(ILedger.HolderInvalid.selector, address(ledger)));
        vm.prank(supplier.addr);
        token.safeTransferFrom(supplier.addr, address(ledger), uint256(id));
    }

    function test_a_locked_receivable_stays_with_its_holder() public {
        uint8[4] memory locked = [uint8(1), 2, 5, 6];
        for (uint256 i; i < locked.length; ++i) {
            Receivable memory r = _make(i);
            r.header.policy = locked[i];
            bytes32 id = _accepted(r);
            vm.prank(supplier.addr);
            token.approve(agent.addr, uint256(id));
            for (uint256 j; j < 3; ++j) {
                vm.expectRevert(abi.encodeWithSelector(ILedger.TransferLocked.selector, id));
                vm.prank(j == 0 ? agent.addr : supplier.addr);
                if (j < 2) token.transferFrom(supplier.addr, factor.addr, uint256(id));
                else token.safeTransferFrom(supplier.addr, factor.addr, uint256(id), "");
            }
            _pay(r, buyer.addr, MAX);
            vm.expectRevert(abi.encodeWithSelector(ILedger.TransferLocked.selector, id));
            vm.prank(supplier.addr);
            token.transferFrom(supplier.addr, factor.addr, uint256(id));
        }
    }

    function test_ether_is_refused() public {
        uint256 id = uint256(_issue(_make(1)));
        _payable(abi.encodeCall(token.transferFrom, (supplier.addr, factor.addr, id)));
        _payable(abi.encodeWithSignature("safeTransferFrom(address,address,uint256)", supplier.addr, factor.addr, id));
        _payable(
            abi.encodeWithSignature(
                "safeTransferFrom(address,address,uint256,bytes)",
                supplier.addr,
                factor.addr,
                id,
                ""
            )
        );
        _payable(abi.encodeCall(token.approve, (factor.addr, id)));
        _eq(address(ledger).balance, 0, "balance");
    }

    // --------------------------------------------------------------------------------------------------- safe
    // transfers

    function test_a_contract_that_receives_may_be_handed_a_receivable_safely() public {
        bytes32 id = _issue(_make(1));
        Receiver holder = new Receiver();
        vm.prank(supplier.addr);
        token.safeTransferFrom(supplier.addr, address(holder), uint256(id), "data");
        _eq(token.ownerOf(uint256(id)), address(holder), "owner");
    }

    function test_a_contract_that_does_not_receive_is_handed_nothing_safely() public {
        bytes32 id = _issue(_make(1));
        vm.expectRevert(IToken.TransferToNonERC721ReceiverImplementer.selector);
        vm.prank(supplier.addr);
        token.safeTransferFrom(supplier.addr, address(lens), uint256(id));
    }

    function test_a_receiver_that_burns_all_gas_stops_only_its_own_transfer() public {
        bytes32 id = _issue(_make(1));
        address holder = address(new GreedyReceiver());
        vm.expectRevert();
        vm.prank(supplier.addr);
        token.safeTransferFrom(supplier.addr, holder, uint256(id));
        _eq(token.ownerOf(uint256(id)), supplier.addr, "owner");
    }

    function test_a_receiver_that_re_enters_holds_one_receivable_once() public {
        bytes32 id = _issue(_make(1));
        ReentrantReceiver holder = new ReentrantReceiver(stranger.addr);
        vm.prank(supplier.addr);
        token.safeTransferFrom(supplier.addr, address(holder), uint256(id));
        _eq(token.ownerOf(uint256(id)), stranger.addr, "owner");
        _eq(token.balanceOf(supplier.addr) + token.balanceOf(address(holder)), 0, "balances");
        _eq(token.balanceOf(stranger.addr), 1, "balance");
    }

    // ---------------------------------------------------------------------------------------------------------
    // metadata

    function test_the_token_tells_its_name_and_nothing_about_its_content() public view {
        vm.assertEq(token.name(), "Countersign Receivable", "name");
        vm.assertEq(token.symbol(), "RECV", "symbol");
        vm.assertEq(token.tokenURI(1), "", "URI");
        _true(token.supportsInterface(0x80ac58cd) && token.supportsInterface(0x01ffc9a7), "ERC-721");
    }

    function _payable(bytes memory call) private {
        (bool ok, bytes memory why) = _send(call);
        _false(ok, "taken");
        _eq(bytes32(why), bytes32(ILedger.EtherRefused.selector), "why");
    }

    function _send(bytes memory call) private returns (bool, bytes memory) {
        (bool funded, ) = supplier.addr.call{value: 1}("");
        _true(funded, "funded");
        vm.prank(supplier.addr);
        return address(ledger).call{value: 1}(call);
    }
}
