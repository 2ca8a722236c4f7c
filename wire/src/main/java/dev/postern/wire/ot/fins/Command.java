package dev.postern.wire.ot.fins;

import dev.postern.model.Verb;

/** What a command code (main and sub request code in one number) is called and does. */
final class Command {
    static final int MEMORY_READ = 0x0101,
            MEMORY_WRITE = 0x0102,
            MEMORY_FILL = 0x0103,
            MULTIPLE_READ = 0x0104,
            MEMORY_TRANSFER = 0x0105;
    static final int PARAMETER_READ = 0x0201, PARAMETER_WRITE = 0x0202, PARAMETER_FILL = 0x0203;
    static final int PROTECT = 0x0304, PROTECT_CLEAR = 0x0305;
    static final int PROGRAM_READ = 0x0306, PROGRAM_WRITE = 0x0307, PROGRAM_CLEAR = 0x0308;
    static final int RUN = 0x0401;
    static final int CONTROLLER_DATA_READ = 0x0501, CONTROLLER_STATUS_READ = 0x0601;
    static final int CLOCK_READ = 0x0701, CLOCK_WRITE = 0x0702;
    static final int FILE_READ = 0x2202, FILE_WRITE = 0x2203, FORCED_SET = 0x2301;

    private Command() {}

    /** Null for a code that no manual names. */
    static String name(int code) {
        return switch (code) {
            case MEMORY_READ -> "memory area read";
            case MEMORY_WRITE -> "memory area write";
            case MEMORY_FILL -> "memory area fill";
            case MULTIPLE_READ -> "multiple memory area read";
            case MEMORY_TRANSFER -> "memory area transfer";
            case PARAMETER_READ -> "parameter area read";
            case PARAMETER_WRITE -> "parameter area write";
            case PARAMETER_FILL -> "parameter area fill";
            case 0x0220 -> "data link table read";
            case 0x0221 -> "data link table write";
            case PROTECT -> "program area protect";
            case PROTECT_CLEAR -> "program area protect clear";
            case PROGRAM_READ -> "program area read";
            case PROGRAM_WRITE -> "program area write";
            case PROGRAM_CLEAR -> "program area clear";
            case RUN -> "run";
            case 0x0402 -> "stop";
            case 0x0403 -> "reset";
            case CONTROLLER_DATA_READ -> "controller data read";
            case 0x0502 -> "connection data read";
            case CONTROLLER_STATUS_READ -> "controller status read";
            case 0x0602 -> "network status read";
            case 0x0603 -> "data link status read";
            case 0x0620 -> "cycle time read";
            case CLOCK_READ -> "clock read";
            case CLOCK_WRITE -> "clock write";
            case 0x0801 -> "internode echo test";
            case 0x0802 -> "broadcast test results read";
            case 0x0803 -> "broadcast test data send";
            case 0x0920 -> "message read";
            case 0x0C01 -> "access right acquire";
            case 0x0C02 -> "access right forced acquire";
            case 0x0C03 -> "access right release";
            case 0x2101 -> "error clear";
            case 0x2102 -> "error log read";
            case 0x2103 -> "error log clear";
            case 0x2140 -> "fins write access log read";
            case 0x2141 -> "fins write access log clear";
            default -> fileName(code);
        };
    }

    private static String fileName(int code) {
        return switch (code) {
            case 0x2201 -> "file name read";
            case FILE_READ -> "single file read";
            case FILE_WRITE -> "single file write";
            case 0x2204 -> "file memory format";
            case 0x2205 -> "file delete";
            case 0x2206 -> "volume label create or delete";
            case 0x2207 -> "file copy";
            case 0x2208 -> "file name change";
            case 0x2209 -> "file data check";
            case 0x220A -> "memory area file transfer";
            case 0x220B -> "parameter area file transfer";
            case 0x220C -> "program area file transfer";
            case 0x220F -> "file memory index read";
            case 0x2210 -> "file memory read";
            case 0x2211 -> "file memory write";
            case 0x2215 -> "directory create or delete";
            case 0x2220 -> "memory cassette transfer";
            case FORCED_SET -> "forced set or reset";
            case 0x2302 -> "forced set or reset cancel";
            case 0x230A -> "multiple forced status read";
            case 0x2601 -> "name set";
            case 0x2602 -> "name delete";
            case 0x2603 -> "name read";
            default -> null;
        };
    }

    /** The parameter area holds PLC setup, I/O table and routing tables: what an engineering station loads, like the program. */
    static Verb verb(int code) {
        return switch (code) {
            case MEMORY_READ, MULTIPLE_READ, 0x230A, 0x0220 -> Verb.READ;
            case MEMORY_WRITE, MEMORY_FILL, MEMORY_TRANSFER -> Verb.WRITE;
            case PARAMETER_READ, PROGRAM_READ -> Verb.UPLOAD;
            case PARAMETER_WRITE, PARAMETER_FILL, PROGRAM_WRITE, PROGRAM_CLEAR, 0x220B, 0x220C, 0x2220 -> Verb.DOWNLOAD;
            case 0x0221, 0x2601, 0x2602 -> Verb.CONFIGURE;
            case PROTECT, PROTECT_CLEAR, 0x0C01, 0x0C02, 0x0C03 -> Verb.PROTECT;
            case RUN -> Verb.START;
            case 0x0402 -> Verb.STOP;
            case 0x0403 -> Verb.RESTART;
            case CONTROLLER_DATA_READ, 0x0502, 0x2603 -> Verb.IDENTIFY;
            case CONTROLLER_STATUS_READ, 0x0602, 0x0603, 0x0620, CLOCK_READ -> Verb.DIAGNOSE;
            case 0x0801, 0x0802, 0x0803, 0x0920, 0x2101, 0x2102, 0x2103, 0x2140, 0x2141, 0x2209 -> Verb.DIAGNOSE;
            case CLOCK_WRITE -> Verb.CLOCK;
            case 0x2201, 0x220F -> Verb.BROWSE;
            case FILE_READ, 0x2210 -> Verb.FILE_READ;
            case FILE_WRITE, 0x2204, 0x2205, 0x2206, 0x2207, 0x2208, 0x220A, 0x2211, 0x2215 -> Verb.FILE_WRITE;
            case FORCED_SET, 0x2302 -> Verb.OPERATE;
            default -> Verb.OTHER;
        };
    }

    /** Request bytes behind the code if their number is fixed, else -1. */
    static int requestBytes(int code) {
        return switch (code) {
            case MEMORY_READ, MEMORY_FILL -> code == MEMORY_FILL ? 8 : 6;
            case MEMORY_TRANSFER -> 10;
            case PARAMETER_READ -> 6;
            case CONTROLLER_STATUS_READ, CLOCK_READ, 0x0402, 0x0403, 0x0603, 0x2103, 0x2140, 0x2141, 0x2302 -> 0;
            default -> -1;
        };
    }

    /** Words of the end code (W342-E1 section 5-1-3), main code only where the sub code adds little; null if not named. */
    static String ending(int main) {
        return switch (main) {
            case 0x00 -> "service was interrupted";
            case 0x01 -> "local node error";
            case 0x02 -> "destination node error";
            case 0x03 -> "controller error";
            case 0x04 -> "service unsupported";
            case 0x05 -> "routing table error";
            case 0x10 -> "command format error";
            case 0x11 -> "parameter error";
            case 0x20 -> "read not possible";
            case 0x21 -> "write not possible";
            case 0x22 -> "not executable in current mode";
            case 0x23 -> "no such device";
            case 0x24 -> "cannot start or stop";
            case 0x25 -> "unit error";
            case 0x26 -> "command error";
            case 0x30 -> "access right error";
            case 0x40 -> "abort";
            default -> null;
        };
    }
}
