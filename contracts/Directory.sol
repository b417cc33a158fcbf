// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory, Mandate, Voucher} from "./interfaces/IDirectory.sol";
import {Verb} from "./types/Types.sol";

/// @title Who stands behind an address
/// @notice The mechanism; `IDirectory` is the manual.
contract Directory is IDirectory {
    uint96 private constant UNCAPPED = type(uint96).max;

    mapping(address registrar => mapping(address organisation => Voucher)) private _vouchers;
    mapping(address organisation => mapping(address agent => Mandate)) private _mandates;
    mapping(address organisation => bytes32) private _viewingKeys;

    /// @inheritdoc IDirectory
    function vouch(address organisation, Voucher calldata voucher) external {
        require(voucher.until >= block.timestamp, PeriodInvalid(block.timestamp, voucher.until));
        Voucher memory vouched = voucher;
        vouched.since = uint40(block.timestamp);
        _vouchers[msg.sender][organisation] = vouched;
        emit OrganisationVouched(msg.sender, organisation, vouched);
    }

    /// @inheritdoc IDirectory
    function withdrawVoucher(address organisation, bytes32 reason) external {
        require(_vouchers[msg.sender][organisation].until != 0, NotVouched(msg.sender, organisation));
        delete _vouchers[msg.sender][organisation];
        emit VoucherWithdrawn(msg.sender, organisation, reason);
    }

    /// @inheritdoc IDirectory
    function giveMandate(address agent, Mandate calldata mandate) external {
        require(agent != address(0) && agent != msg.sender, AgentInvalid(agent));
        require(
            mandate.until >= block.timestamp && mandate.from <= mandate.until,
            PeriodInvalid(mandate.from, mandate.until)
        );
        _mandates[msg.sender][agent] = mandate;
        emit MandateGiven(msg.sender, agent, mandate);
    }

    /// @inheritdoc IDirectory
    function revokeMandate(address agent) external {
        require(_mandates[msg.sender][agent].until != 0, MandateMissing(msg.sender, agent));
        delete _mandates[msg.sender][agent];
        emit MandateRevoked(msg.sender, agent);
    }

    /// @inheritdoc IDirectory
    function setViewingKey(bytes32 key) external {
        _viewingKeys[msg.sender] = key;
        emit ViewingKeySet(msg.sender, key);
    }

    /// @inheritdoc IDirectory
    function voucherOf(address registrar, address organisation) external view returns (Voucher memory) {
        return _vouchers[registrar][organisation];
    }

    /// @inheritdoc IDirectory
    function mandateOf(address organisation, address agent) external view returns (Mandate memory) {
        return _mandates[organisation][agent];
    }

    /// @inheritdoc IDirectory
    function viewingKeyOf(address organisation) external view returns (bytes32) {
        return _viewingKeys[organisation];
    }

    /// @inheritdoc IDirectory
    function covers(
        address organisation,
        address agent,
        Verb verb,
        address currency,
        uint256 amount
    ) external view returns (bool) {
        Mandate storage m = _mandates[organisation][agent];
        if (m.verbs & (1 << uint8(verb)) == 0) return false;
        if (block.timestamp < m.from || block.timestamp > m.until) return false;
        return m.cap == UNCAPPED || (m.currency == currency && amount <= m.cap);
    }
}
