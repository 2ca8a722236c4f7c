package dev.postern.wire.ot.enip;

/** Names of numbers: volume 1 appendix B (status) and C-6 (types), chapter 6 (device types), ODVA's list of vendors, volume 2 table 2-3.3. */
final class CipNames {
    private static final String[] STATUSES = {
        "success",
        "connection failure",
        "resource unavailable",
        "invalid parameter value",
        "path segment error",
        "path destination unknown",
        "partial transfer",
        "connection lost",
        "service not supported",
        "invalid attribute value",
        "attribute list error",
        "already in requested mode",
        "object state conflict",
        "object already exists",
        "attribute not settable",
        "privilege violation",
        "device state conflict",
        "reply too large",
        "fragmentation of primitive",
        "not enough data",
        "attribute not supported",
        "too much data",
        "object does not exist",
        "fragmentation not in progress",
        "no stored attribute data",
        "store operation failure",
        "request too large for route",
        "reply too large for route",
        "missing attribute list entry",
        "invalid attribute value list",
        "embedded service error",
        "vendor specific error",
        "invalid parameter",
        "write once value already written",
        "invalid reply received",
        "buffer overflow",
        "message format error",
        "key failure in path",
        "path size invalid",
        "unexpected attribute in list",
        "invalid member id",
        "member not settable",
        "group 2 server failure",
        "modbus error",
        "attribute not gettable"
    };

    private CipNames() {}

    static String generalStatus(int status) {
        return status < STATUSES.length ? STATUSES[status] : "status 0x" + Integer.toHexString(status);
    }

    static String encapsulationStatus(long status) {
        return switch ((int) status) {
            case 0 -> "success";
            case 1 -> "invalid command";
            case 2 -> "out of memory";
            case 3 -> "incorrect data";
            case 0x64 -> "invalid session";
            case 0x65 -> "invalid length";
            case 0x69 -> "unsupported revision";
            default -> "status 0x" + Long.toHexString(status);
        };
    }

    static String type(int type) {
        return switch (type) {
            case 0xC1 -> "BOOL";
            case 0xC2 -> "SINT";
            case 0xC3 -> "INT";
            case 0xC4 -> "DINT";
            case 0xC5 -> "LINT";
            case 0xC6 -> "USINT";
            case 0xC7 -> "UINT";
            case 0xC8 -> "UDINT";
            case 0xC9 -> "ULINT";
            case 0xCA -> "REAL";
            case 0xCB -> "LREAL";
            case 0xD0 -> "STRING";
            case 0xD1 -> "BYTE";
            case 0xD2 -> "WORD";
            case 0xD3 -> "DWORD";
            case 0xD4 -> "LWORD";
            case 0x02A0 -> "STRUCT";
            default -> "type 0x" + Integer.toHexString(type);
        };
    }

    /** Octets of one value, 0 if it has no fixed size. */
    static int width(int type) {
        return switch (type) {
            case 0xC1, 0xC2, 0xC6, 0xD1 -> 1;
            case 0xC3, 0xC7, 0xD2 -> 2;
            case 0xC4, 0xC8, 0xCA, 0xD3 -> 4;
            case 0xC5, 0xC9, 0xCB, 0xD4 -> 8;
            default -> 0;
        };
    }

    static String deviceType(int type) {
        return switch (type) {
            case 0x02 -> "AC drive";
            case 0x03 -> "motor overload";
            case 0x04 -> "limit switch";
            case 0x05 -> "proximity switch";
            case 0x06 -> "photoelectric sensor";
            case 0x07 -> "discrete I/O";
            case 0x09 -> "resolver";
            case 0x0C -> "communications adapter";
            case 0x0E -> "programmable logic controller";
            case 0x10 -> "position controller";
            case 0x13 -> "DC drive";
            case 0x15 -> "contactor";
            case 0x16 -> "motor starter";
            case 0x17 -> "soft starter";
            case 0x18 -> "human-machine interface";
            case 0x1A -> "mass flow controller";
            case 0x1B -> "pneumatic valve";
            case 0x22 -> "encoder";
            case 0x23 -> "safety discrete I/O";
            case 0x25 -> "CIP motion drive";
            case 0x2A -> "safety analog I/O";
            case 0x2B, 0x00 -> "generic device";
            case 0x2C -> "managed switch";
            case 0x33 -> "circuit breaker";
            case 0x34 -> "HART device";
            default -> "device type " + type;
        };
    }

    static String vendor(int vendor) {
        return switch (vendor) {
            case 1, 5, 77, 625, 668, 829 -> "Rockwell Automation";
            case 3 -> "Honeywell";
            case 4, 620, 924 -> "Parker Hannifin";
            case 7 -> "SMC";
            case 8 -> "Molex";
            case 12 -> "Banner Engineering";
            case 13, 947 -> "Belden";
            case 26 -> "Festo";
            case 37, 44 -> "Yaskawa";
            case 40 -> "WAGO";
            case 43 -> "Balluff";
            case 46, 75, 127, 408, 593, 722, 760, 943 -> "ABB";
            case 47, 252, 371 -> "Omron";
            case 48, 256 -> "Turck";
            case 57 -> "Pepperl+Fuchs";
            case 68, 403 -> "Eaton";
            case 82, 161 -> "Mitsubishi Electric";
            case 90 -> "HMS Industrial Networks";
            case 94 -> "Advantech";
            case 97 -> "Danfoss";
            case 100, 255, 287 -> "Bosch Rexroth";
            case 108 -> "Beckhoff";
            case 121 -> "KUKA";
            case 145, 796, 862, 971 -> "Siemens";
            case 176 -> "Red Lion";
            case 243 -> "Schneider Electric";
            case 246, 903, 998 -> "Emerson";
            case 283 -> "Hilscher";
            case 309 -> "ProSoft";
            case 315 -> "SEW-Eurodrive";
            case 322 -> "ifm";
            case 326 -> "GE Fanuc";
            case 345 -> "Endress+Hauser";
            case 356, 591 -> "FANUC";
            case 367 -> "Keyence";
            case 445 -> "Lenze";
            case 511, 771, 808 -> "SICK";
            case 562 -> "Phoenix Contact";
            case 634 -> "Hirschmann";
            case 640 -> "Murrelektronik";
            case 678 -> "Cognex";
            case 245, 680, 1015 -> "Weidmueller";
            case 841 -> "Panduit";
            case 939 -> "Cisco";
            case 991 -> "Moxa";
            case 1059 -> "Delta Electronics";
            default -> "CIP vendor " + vendor;
        };
    }
}
