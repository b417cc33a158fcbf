// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    BalanceReply,
    Exceptions,
    IStatements,
    Posted,
    Posting,
    Roots,
    Statement
} from "../../../contracts/interfaces/IStatements.sol";
import {Vm} from "../support/Vm.sol";
import {StatementWorld} from "./StatementWorld.sol";

/// @notice Random acts of both sides, and what must hold of any of them: the events alone give what stands; versions
/// only rise; each act has its own event and changes nothing that another act is about.
contract StatementPlayTest is StatementWorld {
    struct Side {
        bytes32 root;
        uint256 version;
        BalanceReply reply;
    }

    uint256 private constant ACTS = 14;

    mapping(address party => Side) private folded;
    uint256[6] private done;
    uint256[6] private told;

    /// hardhat-config: fuzz.runs = 400
    function test_the_events_are_what_stands_and_no_act_is_another(uint256 seed) public {
        vm.recordLogs();
        for (uint256 i; i < ACTS; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            address party = dice % 2 == 0 ? supplier.addr : buyer.addr;
            // Posting is as likely as everything else together, so that there is something to reply to.
            uint256 act = (dice >> 8) % 10;
            act = act > 5 ? 0 : act;
            if (_try(act, party, dice >> 16)) ++done[act];
        }
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) _fold(logs[i]);
        for (uint256 act; act < 6; ++act) _eq(told[act], done[act], "one event for each act");
        Side memory s = _agrees(supplier.addr);
        Side memory b = _agrees(buyer.addr);
        bool same = s.version != 0 && bytes30(s.root) == bytes30(b.root);
        _true(statements.isSameRoot(_statement()) == same, "same root");
        bool isRejected = s.reply == BalanceReply.Rejected || b.reply == BalanceReply.Rejected;
        _true(!same || !isRejected, "equal roots are not rejected");
    }

    // ------------------------------------------------------------------------------------------------------------ acts

    function _try(uint256 act, address party, uint256 dice) private returns (bool) {
        Statement memory s = _statement();
        Roots memory r = _roots();
        if (act == 0) return _tryPost(party, dice);
        if (act == 3) return _tryExcept(s, r, party);
        vm.prank(party);
        if (act == 1) {
            try statements.agreeBalance(s, r, party, _balance(), _none()) {
                return true;
            } catch {
                return false;
            }
        }
        if (act == 2) {
            try statements.rejectBalance(s, r, party, _nothing(), _balance(), _none()) {
                return true;
            } catch {
                return false;
            }
        }
        if (act == 4) {
            try statements.acknowledgeDebt(s, r, party, _balance(), 0, _none()) {
                return true;
            } catch {
                return false;
            }
        }
        try statements.receiveDemand(s, r, party, DEMAND, _none()) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev One of three roots, so that roots meet, come back and are repeated; now and then it replaces a wrong one.
    function _tryPost(address party, uint256 dice) private returns (bool) {
        bytes32[3] memory roots = [bytes32(uint256(1) << 200), bytes32(uint256(2) << 200), bytes32(uint256(3) << 200)];
        Posted memory last = statements.postedOf(_statement(), party);
        Posting memory p = _posting(party, roots[dice % 3], last.root);
        if ((dice >> 8) % 8 == 0) p.replaces = KEYS;
        vm.prank(party);
        try statements.post(_statement(), p, _none()) {
            return true;
        } catch {
            return false;
        }
    }

    function _tryExcept(Statement memory s, Roots memory r, address party) private returns (bool) {
        Exceptions memory e = _exceptions();
        bytes memory message = _agreement(buyer.addr, r, BalanceReply.AgreedExcept, e);
        bytes memory ofSupplier = _agreement(supplier.addr, r, BalanceReply.AgreedExcept, e);
        vm.prank(party);
        try
            statements.agreeBalanceExcept(
                s,
                r,
                e,
                _balance(),
                _signed(supplier, ofSupplier, 1),
                _signed(buyer, message, 1)
            )
        {
            return true;
        } catch {
            return false;
        }
    }

    function _roots() private view returns (Roots memory r) {
        Posted memory s = statements.postedOf(_statement(), supplier.addr);
        Posted memory b = statements.postedOf(_statement(), buyer.addr);
        return Roots(s.root, s.version, b.root, b.version);
    }

    // ------------------------------------------------------------------------------------------------------------ fold

    /// @dev The rules of the interface's events, from their words alone.
    function _fold(Vm.Log memory log) private {
        bytes32 kind = log.topics[0];
        _eq(log.topics[1], _id(), "statement");
        address party = address(uint160(uint256(log.topics[log.topics.length - 1])));
        if (kind == IStatements.StatementPosted.selector) return _foldPosted(party, log.data);
        if (kind == IStatements.BalanceAgreedExcept.selector) {
            if (folded[supplier.addr].version != 0) folded[supplier.addr].reply = BalanceReply.AgreedExcept;
            if (folded[buyer.addr].version != 0) folded[buyer.addr].reply = BalanceReply.AgreedExcept;
            ++told[3];
            return;
        }
        if (kind == IStatements.BalanceAgreed.selector) {
            folded[_other(party)].reply = BalanceReply.Agreed;
            ++told[1];
        } else if (kind == IStatements.BalanceRejected.selector) {
            folded[_other(party)].reply = BalanceReply.Rejected;
            ++told[2];
        } else if (kind == IStatements.DebtAcknowledged.selector) {
            ++told[4];
        } else {
            _eq(kind, IStatements.DemandReceived.selector, "no other event");
            ++told[5];
        }
    }

    function _foldPosted(address party, bytes memory data) private {
        (, , , , , bytes32 root, uint256 version) = abi.decode(
            data,
            (address, address, address, uint40, address, bytes32, uint256)
        );
        _eq(version, folded[party].version + 1, "versions rise by one");
        folded[party] = Side(root, version, BalanceReply.NoReply);
        Side storage theirs = folded[_other(party)];
        bool isSame = bytes30(theirs.root) == bytes30(root);
        if (theirs.reply == BalanceReply.AgreedExcept) theirs.reply = BalanceReply.NoReply;
        if (theirs.reply == BalanceReply.Agreed && !isSame) theirs.reply = BalanceReply.NoReply;
        if (theirs.reply == BalanceReply.Rejected && isSame) theirs.reply = BalanceReply.NoReply;
        ++told[0];
    }

    function _agrees(address party) private view returns (Side memory side) {
        side = folded[party];
        _stands(party, side.root, uint16(side.version), side.reply);
    }

    function _other(address party) private view returns (address) {
        return party == supplier.addr ? buyer.addr : supplier.addr;
    }
}
