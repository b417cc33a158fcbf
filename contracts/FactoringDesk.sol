// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Acting} from "./desk/Acting.sol";
import {DeskStorage} from "./desk/DeskStorage.sol";
import {Selling} from "./desk/Selling.sol";
import {Settling} from "./desk/Settling.sol";
import {Mandate} from "./interfaces/IDirectory.sol";
import {IFactoringDesk} from "./interfaces/IFactoringDesk.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {Waterfall} from "./libraries/Waterfall.sol";
import {Deal, DealTerms} from "./types/FactoringTypes.sol";
import {Verb} from "./types/Types.sol";

/// @title A factor's desk
/// @notice The mechanism; `IFactoringDesk` is the manual. The code of every desk is here once; a desk is a clone of it
/// that carries its factor's address as part of its own code.
contract FactoringDesk is Selling, Acting, Settling {
    /// @dev What the desk lets its factor do alone on the ledger in its name: nothing that lessens the claim.
    uint32 private constant VERBS = uint32(
        (1 << uint8(Verb.Debit)) | (1 << uint8(Verb.WriteOff)) | (1 << uint8(Verb.Accelerate))
    );

    constructor(IReceivables ledger_) DeskStorage(ledger_) {}

    // ----------------------------------------------------------------------------------------------------- mandates

    /// @inheritdoc IFactoringDesk
    function begin() external {
        Mandate memory mandate;
        (mandate.verbs, mandate.until, mandate.cap) = (VERBS, type(uint40).max, type(uint96).max);
        _directory.giveMandate(factor(), mandate);
    }

    /// @inheritdoc IFactoringDesk
    function giveMandate(address agent, Mandate calldata mandate) external {
        _requireCaller(factor());
        require(mandate.verbs & ~VERBS == 0, MandateInvalid(mandate.verbs));
        _directory.giveMandate(agent, mandate);
    }

    /// @inheritdoc IFactoringDesk
    function revokeMandate(address agent) external {
        _requireCaller(factor());
        _directory.revokeMandate(agent);
    }

    // --------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IFactoringDesk
    function dealOf(
        bytes32 id,
        uint256 instant
    ) external view returns (DealTerms memory terms, uint256 funds, uint256 fees) {
        Deal memory deal;
        (deal, terms) = _live(id);
        (funds, fees) = (deal.funds, Waterfall.feesDue(deal, terms, Waterfall.dayOf(instant, terms.utcOffset)));
    }

    /// @inheritdoc IFactoringDesk
    function inUse(bytes32 offer, address buyer) external view returns (uint256) {
        return _uses[_useOf[buyer == address(0) ? offer : _buyerKey(offer, buyer)]].inUse;
    }

    /// @inheritdoc IFactoringDesk
    function owedTo(address account, address currency) external view returns (uint256) {
        return _owed[account][currency];
    }
}
