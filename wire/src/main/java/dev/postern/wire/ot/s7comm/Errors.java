package dev.postern.wire.ot.s7comm;

/** What the protocol calls its errors. */
final class Errors {
    static final int ITEM_OK = 0xFF;

    private Errors() {}

    /** Error class in the header of an acknowledgement. */
    static String errorClass(int code) {
        return switch (code) {
            case 0x81 -> "application relationship";
            case 0x82 -> "object definition";
            case 0x83 -> "no resources available";
            case 0x84 -> "error on service processing";
            case 0x85 -> "error on supplies";
            case 0x87 -> "access error";
            default -> "error class " + Integer.toHexString(code);
        };
    }

    /** Return code of one item or of a userdata answer. */
    static String returnCode(int code) {
        return switch (code) {
            case 0x01 -> "hardware error";
            case 0x03 -> "accessing the object not allowed";
            case 0x05 -> "invalid address";
            case 0x06 -> "data type not supported";
            case 0x07 -> "data type inconsistent";
            case 0x0A -> "object does not exist";
            case ITEM_OK -> "success";
            default -> "return code " + Integer.toHexString(code);
        };
    }

    /** Class and code together, and the parameter error of userdata. */
    static String error(int code) {
        return switch (code) {
            case 0x0110 -> "invalid block number";
            case 0x0111 -> "invalid request length";
            case 0x0112 -> "invalid parameter";
            case 0x0113 -> "invalid block type";
            case 0x0114 -> "block not found";
            case 0x0115 -> "block already exists";
            case 0x0116 -> "block is write-protected";
            case 0x0117 -> "block too large";
            case 0x0119 -> "incorrect password";
            case 0x011C -> "protocol error";
            case 0x0120 -> "end of block list";
            case 0x0140 -> "insufficient memory";
            case 0x8001 -> "not possible in the present block status";
            case 0x8003 -> "error while transferring the block";
            case 0x8100 -> "service unknown";
            case 0x8104 -> "service not implemented";
            case 0x8305 -> "function not available";
            case 0x8401 -> "invalid service sequence";
            case 0x8402 -> "not possible in the status of the object";
            case 0x8404 -> "function cannot be performed";
            case 0x8500 -> "wrong frames";
            case 0x8503 -> "service cancelled prematurely";
            case 0x8701 -> "error addressing the object";
            case 0x8702 -> "service not supported by the module";
            case 0x8703 -> "access refused";
            case 0x8704 -> "object damaged";
            case 0xD203 -> "illegal block name";
            case 0xD209 -> "block not found";
            case 0xD20C -> "object not found";
            case 0xD20E -> "no block of this type";
            case 0xD210 -> "block does not exist";
            case 0xD211 -> "too many blocks";
            case 0xD240 -> "coordination rules violated";
            case 0xD401 -> "information function unavailable";
            case 0xD601 -> "unknown job";
            case 0xD603 -> "already logged on";
            case 0xD604 -> "not logged on";
            case 0xD605 -> "no password set";
            case 0xD241 -> "need of password";
            case 0xD402 -> "object does not exist";
            case 0xD602 -> "wrong password";
            default -> errorClass(code >> 8) + ", code " + Integer.toHexString(code & 0xFF);
        };
    }
}
