// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {IReceivables} from "../../../contracts/interfaces/IReceivables.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

/// @notice The three addresses where the ledger's code lies.
contract CodesTest is World {
    address private amendments;
    address private adjustments;

    function setUp() public override {
        super.setUp();
        amendments = _deploy("Amendments", abi.encode(directory));
        adjustments = _deploy("Adjustments", abi.encode(directory, amendments));
        ledger = IReceivables(_deploy("Receivables", abi.encode(directory, adjustments)));
    }

    function test_the_ledger_tells_where_its_code_lies() public view {
        (address first, address second) = ledger.codes();
        _eq(first, adjustments, "adjustments");
        _eq(second, amendments, "amendments");
    }

    function test_the_adjustments_tell_the_same_of_themselves() public view {
        (address first, address second) = IReceivables(adjustments).codes();
        _eq(first, adjustments, "adjustments");
        _eq(second, amendments, "amendments");
    }

    function test_all_three_look_mandates_up_in_one_directory() public view {
        _eq(address(ledger.directory()), address(directory), "ledger");
        _eq(address(IReceivables(adjustments).directory()), address(directory), "adjustments");
        _eq(address(IReceivables(amendments).directory()), address(directory), "amendments");
    }

    function test_adjustments_take_no_amendments_of_another_directory() public {
        address other = _deploy("Directory", "");
        vm.expectRevert(abi.encodeWithSelector(ILedger.CodeOfAnotherDirectory.selector, amendments));
        this.deploy("Adjustments", abi.encode(other, amendments));
    }

    function test_a_ledger_takes_no_adjustments_of_another_directory() public {
        address other = _deploy("Directory", "");
        vm.expectRevert(abi.encodeWithSelector(ILedger.CodeOfAnotherDirectory.selector, adjustments));
        this.deploy("Receivables", abi.encode(other, adjustments));
    }

    function test_no_directory_is_another_one() public {
        vm.expectRevert(abi.encodeWithSelector(ILedger.CodeOfAnotherDirectory.selector, adjustments));
        this.deploy("Receivables", abi.encode(address(0), adjustments));
    }

    function test_what_has_no_code_is_no_code_of_a_ledger() public {
        vm.expectRevert();
        this.deploy("Adjustments", abi.encode(directory, stranger.addr));
        vm.expectRevert();
        this.deploy("Receivables", abi.encode(directory, stranger.addr));
    }

    function test_one_code_serves_several_ledgers_and_keeps_them_apart() public {
        IReceivables second = IReceivables(_deploy("Receivables", abi.encode(directory, adjustments)));
        (address first, ) = second.codes();
        _eq(first, adjustments, "the same code");
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _creditAs(supplier.addr, r, 7);
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        vm.prank(supplier.addr);
        second.credit(id, _openTerms(r), 7, REASON, _none());
    }

    function test_called_directly_the_code_finds_an_empty_ledger() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        address[2] memory codes = [adjustments, amendments];
        bytes[2] memory calls = [
            abi.encodeCall(ledger.credit, (id, _openTerms(r), 7, REASON, _none())),
            abi.encodeCall(ledger.debit, (r, 7, REASON, _none(), _none()))
        ];
        bytes memory empty = abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r));
        for (uint256 i; i < 2; ++i) {
            vm.prank(supplier.addr);
            (bool ok, bytes memory answer) = codes[i].call(calls[i]);
            _false(ok, "called");
            _eq(keccak256(answer), keccak256(empty), "empty");
        }
        _creditAs(supplier.addr, r, 7);
    }

    function test_what_none_of_the_three_knows_reverts() public {
        bytes[3] memory calls = [bytes(""), hex"12", hex"12345678"];
        address[3] memory codes = [address(ledger), adjustments, amendments];
        for (uint256 i; i < 9; ++i) {
            (bool ok, ) = codes[i / 3].call(calls[i % 3]);
            _false(ok, "unknown");
        }
    }

    function test_none_of_the_three_takes_ether() public {
        _true(address(this).balance != 0, "there is ether to send");
        address[3] memory codes = [address(ledger), adjustments, amendments];
        for (uint256 i; i < 3; ++i) {
            (bool ok, ) = codes[i].call{value: 1}(abi.encodeCall(ledger.codes, ()));
            _false(ok, "with a call");
            (ok, ) = codes[i].call{value: 1}("");
            _false(ok, "alone");
        }
    }

    function test_a_refusal_of_the_code_behind_comes_through_as_it_is() public {
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, REASON, supplier.addr, address(coin)));
        ledger.claim(REASON, supplier.addr, address(coin));
        Receivable memory r = _make(1);
        bytes32 id = Typed.idOf(r.header);
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        ledger.accelerate(r, r, _none());
    }

    /// @dev Deploys, and reverts with what the constructor says.
    function deploy(string calldata artifact, bytes calldata arguments) external {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            if iszero(create(0, add(code, 0x20), mload(code))) {
                let m := mload(0x40)
                returndatacopy(m, 0, returndatasize())
                revert(m, returndatasize())
            }
        }
    }
}
