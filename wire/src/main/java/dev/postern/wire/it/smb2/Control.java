package dev.postern.wire.it.smb2;

/** Control codes of IOCTL, MS-SMB2 section 2.2.31 and MS-FSCC section 2.3. */
final class Control {
    static final int PIPE_TRANSCEIVE = 0x0011C017;

    private Control() {}

    static String name(int code) {
        return switch (code) {
            case 0x00060194 -> "dfs get referrals";
            case 0x000601B0 -> "dfs get referrals ex";
            case 0x00090028 -> "request oplock";
            case 0x0009009C -> "get object id";
            case 0x000900A4 -> "set reparse point";
            case 0x000900A8 -> "get reparse point";
            case 0x000900C0 -> "create or get object id";
            case 0x0011400C -> "pipe peek";
            case 0x00110018 -> "pipe wait";
            case PIPE_TRANSCEIVE -> "pipe transceive";
            case 0x00140078 -> "request resume key";
            case 0x00140204 -> "validate negotiate info";
            case 0x001401D4 -> "request resiliency";
            case 0x001401FC -> "query network interfaces";
            case 0x00144064 -> "enumerate snapshots";
            case 0x001440F2, 0x001480F2 -> "server copy";
            case 0x001441BB -> "read hash";
            default -> null;
        };
    }
}
