package dev.postern.wire.ot.opc;

import java.util.HexFormat;
import java.util.Map;

/** What came of one item or of a call: OPC DA 3.00 section 7, MS-ERREF section 2.1. The top bit says that it was refused. */
final class Hresult {
    private static final Map<Long, String> NAMES = Map.ofEntries(
            Map.entry(0xC004_0001L, "invalid handle"),
            Map.entry(0xC004_0004L, "bad type"),
            Map.entry(0xC004_0005L, "public"),
            Map.entry(0xC004_0006L, "bad rights"),
            Map.entry(0xC004_0007L, "unknown item id"),
            Map.entry(0xC004_0008L, "invalid item id"),
            Map.entry(0xC004_0009L, "invalid filter"),
            Map.entry(0xC004_000AL, "unknown path"),
            Map.entry(0xC004_000BL, "range"),
            Map.entry(0xC004_000CL, "duplicate name"),
            Map.entry(0x0004_000DL, "unsupported rate"),
            Map.entry(0x0004_000EL, "clamp"),
            Map.entry(0x0004_000FL, "in use"),
            Map.entry(0xC004_0010L, "invalid configuration file"),
            Map.entry(0xC004_0011L, "not found"),
            Map.entry(0xC004_0203L, "invalid property"),
            Map.entry(0xC004_0400L, "deadband not set"),
            Map.entry(0xC004_0401L, "deadband not supported"),
            Map.entry(0xC004_0402L, "no buffering"),
            Map.entry(0xC004_0403L, "invalid continuation point"),
            Map.entry(0x0004_0404L, "data queue overflow"),
            Map.entry(0xC004_0405L, "rate not set"),
            Map.entry(0xC004_0406L, "not supported"),
            Map.entry(0x8000_4001L, "not implemented"),
            Map.entry(0x8000_4005L, "fail"),
            Map.entry(0x8001_0108L, "disconnected"),
            Map.entry(0x8002_0005L, "type mismatch"),
            Map.entry(0x8002_000AL, "overflow"),
            Map.entry(0x8004_0154L, "class not registered"),
            Map.entry(0x8004_0200L, "no connection"),
            Map.entry(0x8007_0005L, "access denied"),
            Map.entry(0x8007_000EL, "out of memory"),
            Map.entry(0x8007_0057L, "invalid argument"));

    private Hresult() {}

    static boolean refuses(long code) {
        return code >> 31 == 1;
    }

    static String name(long code) {
        String name = NAMES.get(code);
        return name != null ? name : "0x" + HexFormat.of().toHexDigits((int) code);
    }
}
