package dev.postern.wire.it.smb2;

import dev.postern.model.Outcome;
import java.util.HexFormat;

/** Status codes of both versions, MS-ERREF section 2.3: those that tell a wrong login, a missing right or a missing file. */
final class Status {
    static final int SUCCESS = 0;
    static final int PENDING = 0x103;
    static final int MORE_PROCESSING = 0xC0000016;
    private static final int SEVERITY_ERROR = 0xC000_0000;

    private Status() {}

    static String hex(int status) {
        return "0x" + HexFormat.of().toHexDigits(status);
    }

    static boolean refused(int status) {
        return (status & SEVERITY_ERROR) == SEVERITY_ERROR && status != MORE_PROCESSING;
    }

    static Outcome outcome(int status) {
        return refused(status) ? Outcome.REFUSED : status == MORE_PROCESSING ? Outcome.NOTICE : Outcome.SUCCESS;
    }

    /** What the code means, or null for the rest. */
    static String name(int status) {
        return switch (status) {
            case 0x80000005 -> "buffer overflow";
            case 0x80000006 -> "no more files";
            case 0xC0000002 -> "not implemented";
            case 0xC000000D -> "invalid parameter";
            case 0xC000000F -> "no such file";
            case 0xC0000010 -> "invalid device request";
            case 0xC0000011 -> "end of file";
            case MORE_PROCESSING -> "more processing required";
            case 0xC0000022 -> "access denied";
            case 0xC0000034 -> "object name not found";
            case 0xC0000035 -> "object name collision";
            case 0xC000003A -> "object path not found";
            case 0xC0000043 -> "sharing violation";
            case 0xC0000064 -> "no such user";
            case 0xC000006A -> "wrong password";
            case 0xC000006D -> "logon failure";
            case 0xC000006E -> "account restriction";
            case 0xC000006F -> "outside logon hours";
            case 0xC0000070 -> "workstation not allowed";
            case 0xC0000071 -> "password expired";
            case 0xC0000072 -> "account disabled";
            case 0xC00000AC -> "pipe not available";
            case 0xC00000BA -> "file is a directory";
            case 0xC00000BB -> "not supported";
            case 0xC00000C9 -> "network name deleted";
            case 0xC00000CC -> "bad network name";
            case 0xC0000120 -> "cancelled";
            case 0xC000014B -> "pipe broken";
            case 0xC000015B -> "logon type not granted";
            case 0xC0000193 -> "account expired";
            case 0xC0000203 -> "user session deleted";
            case 0xC0000224 -> "password must change";
            case 0xC0000225 -> "not found";
            case 0xC0000234 -> "account locked out";
            case 0xC000035C -> "network session expired";
            default -> null;
        };
    }
}
