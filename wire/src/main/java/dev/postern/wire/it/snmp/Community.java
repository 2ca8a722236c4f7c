package dev.postern.wire.it.snmp;

import dev.postern.wire.Bytes;

/**
 * The password of versions 1 and 2c. It travels in clear, but need not be kept in clear: only what any scanner tries first is shown. The
 * others are told apart by a mark of 16 bits, too little to find them again.
 *
 * @param shown the community, or a text in its place
 * @param known among the usual ones
 */
record Community(String shown, boolean known, long mark) {
    private static final String[] USUAL = {
        "public",
        "private",
        "",
        "admin",
        "community",
        "manager",
        "monitor",
        "snmp",
        "snmpd",
        "default",
        "cisco",
        "read",
        "write",
        "security",
        "system",
        "test",
        "guest",
        "password",
        "secret",
        "tivoli",
        "openview",
        "ilmi",
        "cable-docsis",
        "rmon",
        "internal"
    };
    private static final int BYTES_MAX = 64;

    static Community of(Bytes bytes, int at, int length) {
        String text = bytes.ascii(at, Math.min(length, BYTES_MAX));
        for (String usual : USUAL) if (usual.equalsIgnoreCase(text)) return new Community(text, true, 0);
        return new Community("(not a usual one)", false, text.hashCode() & 0xFFFF);
    }
}
