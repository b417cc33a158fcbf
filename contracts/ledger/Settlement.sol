// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IPermit2} from "../interfaces/IPermit2.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {Messages} from "../libraries/Messages.sol";
import {Money} from "../libraries/Money.sol";
import {Words} from "../libraries/Words.sol";
import {Allocation, Permit2Consent, Position, Status, Terms, Verb} from "../types/Types.sol";

/// @title What a payment settles, and where its cash goes
/// @notice Effects come first: the receivable is settled before any currency is called.
abstract contract Settlement is LedgerStorage, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using Words for uint256;

    /// @dev Addresses up to here stand for ISO 4217 numeric codes.
    uint160 private constant LAST_ISO_CODE = 999;
    /// @dev The same address on every chain where it is deployed; elsewhere paying through it reverts.
    IPermit2 private constant PERMIT2 = IPermit2(0x000000000022D473030F116dDEE9F6B43aC78BA3);

    function _settle(
        bytes32 id,
        bytes32 commitment,
        Terms calldata terms,
        uint256 maxCash,
        address payer,
        bool strict
    ) internal returns (uint256 cash, address holder) {
        uint256 word = _open(id, commitment);
        require(word.statusOf() == Status.Accepted, StatusForbids(id, word.statusOf(), Verb.Pay));
        require(uint160(terms.currency) > LAST_ISO_CODE, PaidOffChain(id, terms.currency));
        uint256 token = _token(id);
        holder = token.holderOf();
        if (token & Words.CLOSED != 0) {
            require(!strict, AlreadyClosed(id));
            return (0, holder);
        }
        Position memory p = _position(id, word, token);
        Allocation memory a = Money.allocate(terms, p, Money.localDay(terms, block.timestamp), maxCash);
        require(a.principal | a.charges != 0, NothingPaid(id));
        emit ReceivablePaid(id, payer, holder, a.principal, a.discount, a.charges, a.lateDays, a.closed);
        _apply(id, token, p, a);
        return (a.cash, holder);
    }

    /// @dev Keeps what a holder cannot receive, by measured balance, so that it never stops the debtor.
    function _keep(bytes32 id, address currency, address payer, address holder, uint256 cash) internal nonReentrant {
        uint256 before = IERC20(currency).balanceOf(address(this));
        IERC20(currency).safeTransferFrom(payer, address(this), cash);
        _recordKept(id, currency, holder, before);
    }

    function _move(address currency, address payer, address holder, uint256 cash) internal returns (bool) {
        return IERC20(currency).trySafeTransferFrom(payer, holder, cash);
    }

    /// @dev Pulls through Permit2, whose signature names this very payment; what a holder cannot receive is kept.
    function _pullWithPermit2(
        bytes32 id,
        address currency,
        uint256 maxCash,
        address holder,
        uint256 cash,
        bytes32 witness,
        Permit2Consent calldata consent
    ) internal nonReentrant {
        // Permit2 does not ask whether there is a token.
        require(currency.code.length != 0, PaidOffChain(id, currency));
        IPermit2.PermitTransferFrom memory permitted = IPermit2.PermitTransferFrom(
            IPermit2.TokenPermissions(currency, maxCash),
            consent.nonce,
            consent.deadline
        );
        IPermit2.SignatureTransferDetails memory to = IPermit2.SignatureTransferDetails(holder, cash);
        string memory witnessType = Messages.PERMIT2_WITNESS;
        try
            PERMIT2.permitWitnessTransferFrom(permitted, to, consent.payer, witness, witnessType, consent.signature)
        {} catch {
            uint256 before = IERC20(currency).balanceOf(address(this));
            to.to = address(this);
            PERMIT2.permitWitnessTransferFrom(permitted, to, consent.payer, witness, witnessType, consent.signature);
            _recordKept(id, currency, holder, before);
        }
    }

    function _recordKept(bytes32 id, address currency, address holder, uint256 before) private {
        uint256 amount = IERC20(currency).balanceOf(address(this)) - before;
        _kept[holder][currency][id] += amount;
        emit CashKept(id, holder, currency, amount);
    }
}
