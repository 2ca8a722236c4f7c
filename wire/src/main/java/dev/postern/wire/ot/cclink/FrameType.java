package dev.postern.wire.ot.cclink;

import dev.postern.model.Verb;

/** What the first octet of a frame says. Those below 0x10, and 80, 81, 8C to 8F are of CC-Link IE Control, C0 to C5 of TSN, the others of Field. */
final class FrameType {
    private static final FrameType[] BY_CODE = new FrameType[256];

    static {
        several(Verb.SESSION, 0x00, "connect", "connect acknowledge", "scan", "collect", "select", "launch", "token");
        several(Verb.SESSION, 0x10, "persuasion");
        several(Verb.DIAGNOSE, 0x11, "test data", "test data acknowledge");
        several(Verb.SESSION, 0x13, "setup", "setup acknowledge", "token");
        several(Verb.SESSION, 0x1C, "timer");
        several(Verb.REPORT, 0x20, "my status");
        several(Verb.OTHER, 0x22, "transient 1", "transient acknowledge");
        several(Verb.SESSION, 0x24, "dummy");
        several(Verb.OTHER, 0x25, "transient 2", "ip transient");
        several(Verb.DIAGNOSE, 0x28, "parameter check");
        several(Verb.CONFIGURE, 0x29, "parameter");
        several(Verb.DIAGNOSE, 0x2F, "node to node test");
        several(Verb.SESSION, 0x40, "measure", "measure acknowledge", "offset", "update");
        several(Verb.EXCHANGE, 0x80, "cyclic W", "cyclic B", "cyclic RWw", "cyclic RY", "cyclic RWr", "cyclic RX");
        several(Verb.EXCHANGE, 0x8C, "cyclic out 1", "cyclic out 2", "cyclic in 1", "cyclic in 2");
        several(Verb.SESSION, 0xC0, "priority");
        several(Verb.IDENTIFY, 0xC1, "detection", "detection acknowledge");
        several(Verb.OTHER, 0xC3, "acyclic data");
        several(Verb.EXCHANGE, 0xC4, "cyclic of the master", "cyclic of a slave");
    }

    final String operation;
    final Verb verb;

    private FrameType(String operation, Verb verb) {
        this.operation = operation;
        this.verb = verb;
    }

    private static void several(Verb verb, int first, String... operations) {
        for (int i = 0; i < operations.length; i++) BY_CODE[first + i] = new FrameType(operations[i], verb);
    }

    /** Null for one that is not publicly known. */
    static FrameType of(int code) {
        return BY_CODE[code];
    }
}
