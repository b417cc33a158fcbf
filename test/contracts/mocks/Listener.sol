// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IPaymentListener} from "../../../contracts/interfaces/IPaymentListener.sol";
import {Reenterer} from "./Reenterer.sol";

/// @notice A holder that listens: it writes down what it is told, does what it was told to do in between, and answers
/// as it should or in a way that it should not.
contract Listener is Reenterer, IPaymentListener {
    enum Conduct {
        Answers,
        AnswersLong,
        Reverts,
        RevertsLong,
        BurnsGas,
        AnswersAnotherSelector,
        AnswersOne,
        AnswersShort,
        AnswersUncleanly,
        AnswersNothing,
        HasNoCode
    }

    /// @dev Three words, since a hook cannot pay for many. `came`: whether it had the cash when it was told.
    struct Heard {
        bytes32 id;
        address currency;
        uint96 cash;
        address from;
        uint32 gasGiven;
        bool came;
    }

    Heard[] public heard;
    Conduct public conduct;

    function behave(Conduct conduct_) external {
        conduct = conduct_;
    }

    function times() external view returns (uint256) {
        return heard.length;
    }

    function onReceivablePaid(bytes32 id, address currency, uint256 cash) external returns (bytes4) {
        uint256 gasGiven = gasleft();
        if (conduct == Conduct.BurnsGas) _burnAll();
        bool came = IERC20(currency).balanceOf(address(this)) >= cash;
        heard.push(Heard(id, currency, uint96(cash), msg.sender, uint32(gasGiven), came));
        _run(false);
        if (conduct == Conduct.Reverts) revert("not taken");
        if (conduct == Conduct.AnswersAnotherSelector) return this.times.selector;
        if (conduct != Conduct.Answers) _answerOddly(conduct);
        return this.onReceivablePaid.selector;
    }

    /// @dev A hook cannot pay for more of an answer than what kind of answer it was.
    function _note(bool ok, bytes memory answer) internal override {
        super._note(ok, abi.encodePacked(bytes4(answer)));
    }

    function _answerOddly(Conduct how) private pure {
        bytes32 selector = IPaymentListener.onReceivablePaid.selector;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, selector)
            switch how
            case 1 {
                return(m, 100000)
            }
            case 3 {
                revert(m, 100000)
            }
            case 6 {
                mstore(m, 1)
                return(m, 0x20)
            }
            case 7 {
                return(m, 4)
            }
            case 8 {
                mstore(m, or(selector, 1))
                return(m, 0x20)
            }
            default {
                return(0, 0)
            }
        }
    }
}
