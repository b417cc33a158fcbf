// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDirectory} from "../interfaces/IDirectory.sol";
import {IFactoringDesk} from "../interfaces/IFactoringDesk.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {IReceivables} from "../interfaces/IReceivables.sol";
import {Commitments} from "../libraries/Commitments.sol";
import {LedgerReading} from "../libraries/LedgerReading.sol";
import {Waterfall} from "../libraries/Waterfall.sol";
import {Deal, DealTerms} from "../types/FactoringTypes.sol";
import {OpenTerms, Verb} from "../types/Types.sol";

/// @title The words of a desk, who may call it, and how cash leaves it
/// @notice `Waterfall` says what the bits of its words mean.
abstract contract DeskStorage is ReentrancyGuardTransient, IFactoringDesk {
    using Commitments for OpenTerms;
    using SafeERC20 for IERC20;

    /// @dev The face of what a call does not open; no capped mandate covers it.
    uint256 private constant NOT_OPENED = type(uint256).max;

    /// @inheritdoc IFactoringDesk
    IReceivables public immutable ledger;
    IDirectory internal immutable _directory;

    /// @dev Funds in use under a facility, or with one buyer under it, which has the facility's as its parent.
    struct Use {
        uint96 inUse;
        uint32 parent;
        uint32 terms;
    }

    mapping(bytes32 id => uint256 word) internal _deals;
    mapping(bytes32 id => uint256 word) internal _details;
    mapping(uint256 place => uint256 word) internal _terms;
    mapping(uint256 use => Use) internal _uses;
    mapping(bytes32 facilityOrBuyer => uint256 use) internal _useOf;
    mapping(bytes32 id => uint256 amount) internal _creditedBefore;
    mapping(bytes32 idAndBankRef => bytes32 receipt) internal _receipts;
    mapping(address account => mapping(address currency => uint256 amount)) internal _owed;
    mapping(uint256 word => uint256 bits) internal _nonces;
    uint256 internal _lastUse;

    constructor(IReceivables ledger_) {
        ledger = ledger_;
        _directory = ledger_.directory();
    }

    /// @inheritdoc IFactoringDesk
    function factor() public view returns (address account) {
        // As `Clones.fetchCloneArgs` reads it, without the memory: the code of a clone is 45 bytes long, then come its
        // arguments.
        assembly ("memory-safe") {
            extcodecopy(address(), 0x00, 0x2d, 0x14)
            account := shr(96, mload(0x00))
        }
    }

    function _live(bytes32 id) internal view returns (Deal memory deal, DealTerms memory terms) {
        (deal, terms) = _known(id);
        require(deal.flags & Waterfall.LIVE != 0, DealUnknown(id));
    }

    /// @dev The deal about a receivable, or the last one; nothing is outstanding of what has ended.
    function _known(bytes32 id) internal view returns (Deal memory deal, DealTerms memory terms) {
        uint256 deal_ = _deals[id];
        require(deal_ != 0, DealUnknown(id));
        deal = Waterfall.unpack(deal_);
        if (deal.flags & Waterfall.DETAIL != 0) Waterfall.unpackDetail(_details[id], deal);
        uint256 place = deal.flags & Waterfall.FACILITY == 0 ? deal.place : _uses[deal.place].terms;
        terms = Waterfall.unpackTerms(_terms[place]);
    }

    function _currencyOf(bytes32 id, OpenTerms calldata opened) internal view returns (address) {
        bytes32 commitment = opened.hash();
        require(LedgerReading.commits(ledger, id, commitment), ILedger.CommitmentMismatch(id, commitment));
        return opened.terms.currency;
    }

    function _today(DealTerms memory terms) internal view returns (uint256) {
        return Waterfall.dayOf(block.timestamp, terms.utcOffset);
    }

    /// @dev Funds and fees of today, minor units.
    function _outstanding(Deal memory deal, DealTerms memory terms) internal view returns (uint256) {
        return deal.funds + Waterfall.feesDue(deal, terms, _today(terms));
    }

    function _requireCaller(address expected) internal view {
        require(msg.sender == expected, CallerInvalid(msg.sender, expected));
    }

    function _requireFactor(Verb verb) internal view {
        address factor_ = factor();
        bool mayAct = msg.sender == factor_ || _directory.covers(factor_, msg.sender, verb, address(0), NOT_OPENED);
        require(mayAct, CallerInvalid(msg.sender, factor_));
    }

    // --------------------------------------------------------------------------------------------------------- cash

    /// @inheritdoc IFactoringDesk
    function withdraw(address account, address currency) external nonReentrant returns (uint256 amount) {
        amount = _owed[account][currency];
        require(amount != 0, NothingOutstanding(0));
        delete _owed[account][currency];
        emit CashWithdrawn(account, currency, amount);
        IERC20(currency).safeTransfer(account, amount);
    }

    /// @dev Nobody's refusal to be paid stops anybody else: what cannot be handed over waits. A currency that calls its
    /// recipients gets half of the gas that is left, so that none of them burns what the next one needs.
    function _send(address currency, address to, uint256 amount) internal {
        if (amount == 0) return;
        bytes memory call_ = abi.encodeCall(IERC20.transfer, (to, amount));
        bool isSent;
        assembly ("memory-safe") {
            mstore(0x00, 0)
            let done := call(div(gas(), 2), currency, 0, add(call_, 0x20), mload(call_), 0x00, 0x20)
            // A token answers true, or nothing at all.
            let isTrue := and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1))
            let isSilent := and(iszero(returndatasize()), gt(extcodesize(currency), 0))
            isSent := and(done, or(isTrue, isSilent))
        }
        if (!isSent) _owe(currency, to, amount);
    }

    function _move(address currency, address from, address to, uint256 amount) internal {
        if (amount == 0 || IERC20(currency).trySafeTransferFrom(from, to, amount)) return;
        IERC20(currency).safeTransferFrom(from, address(this), amount);
        _owe(currency, to, amount);
    }

    function _owe(address currency, address to, uint256 amount) internal {
        _owed[to][currency] += amount;
        emit CashOwed(to, currency, amount);
    }
}
