package dev.postern.wire.ot.ethercat;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * What stands in the mailbox of a slave: CoE (the objects of CANopen) and FoE (files, mostly firmware) are looked into, the others named.
 *
 * <pre>{@code
 * 0        2         4                    5                6
 * | length | address | channel, priority | type 4, count 3 | CoE: number 9, service 4 | command | index | subindex | data (4)
 *                                                            FoE: operation | 0 | password, packet, error or done (4) | name or data
 * }</pre>
 */
final class Mailbox {
    private static final int HEADER_BYTES = 6;
    private static final int ERROR = 0, AOE = 1, EOE = 2, COE = 3, FOE = 4, SOE = 5, VOE = 15;
    private static final int SDO_REQUEST = 2, SDO_RESPONSE = 3;
    private static final int FOE_READ = 1, FOE_WRITE = 2, FOE_ERROR = 5;
    private static final int EXPEDITED = 2, SIZED = 1, UPLOADS = 2;
    /** Service, command, index and subindex; most add four octets. */
    private static final int SDO_BYTES_MIN = 6, SDO_BYTES = 10;

    private static final int NAME_BYTES_MAX = 128;

    private final Bytes bytes;
    private final int at;
    private final int length;
    private final int type;

    private Mailbox(Bytes bytes, int at, int length, int type) {
        this.bytes = bytes;
        this.at = at + HEADER_BYTES;
        this.length = length;
        this.type = type;
    }

    /** Null if there is none: an empty mailbox, or process data. */
    static Mailbox of(Bytes bytes, int at, int room) {
        int length = bytes.u16le(at);
        int type = bytes.u8(at + 5) & 0x0F;
        boolean known = type <= SOE || type == VOE;
        boolean plausible = known && length >= 2 && HEADER_BYTES + length <= room && (bytes.u8(at + 5) & 0x80) == 0;
        if (!plausible || bytes.u8(at + 4) != 0 && (bytes.u8(at + 4) & 0x3F) != 0) return null;
        return new Mailbox(bytes, at, length, type);
    }

    private int service() {
        return bytes.u16le(at) >> 12;
    }

    private boolean isSdo() {
        return type == COE && (service() == SDO_REQUEST || service() == SDO_RESPONSE) && length >= SDO_BYTES_MIN;
    }

    private int sdoCommand() {
        return bytes.u8(at + 2) >> 5;
    }

    private boolean aborts() {
        return sdoCommand() == 4;
    }

    boolean refuses() {
        return isSdo() && aborts() || type == FOE && bytes.u8(at) == FOE_ERROR || type == ERROR;
    }

    String operation() {
        return switch (type) {
            case ERROR -> "mailbox error";
            case AOE -> "aoe";
            case EOE -> "eoe";
            case COE -> isSdo() ? sdo() : coe();
            case FOE -> foe();
            case SOE -> "soe";
            default -> "voe";
        };
    }

    /** Requests and answers number their commands differently; both mean the same transfer. */
    private String sdo() {
        int command = sdoCommand();
        if (aborts()) return "sdo abort";
        boolean request = service() == SDO_REQUEST;
        return switch (command) {
            case 0 -> request ? "sdo download segment" : "sdo upload segment";
            case 1 -> request ? "sdo download" : "sdo download segment";
            case 2 -> "sdo upload";
            case 3 -> request ? "sdo upload segment" : "sdo download";
            default -> "sdo command " + command;
        };
    }

    private String coe() {
        return switch (service()) {
            case 1 -> "emergency";
            case 4, 5, 6, 7 -> "pdo";
            case 8 -> "sdo information";
            default -> "coe service " + service();
        };
    }

    private String foe() {
        return switch (bytes.u8(at)) {
            case FOE_READ -> "foe read";
            case FOE_WRITE -> "foe write";
            case 3 -> "foe data";
            case 4 -> "foe acknowledge";
            case FOE_ERROR -> "foe error";
            case 6 -> "foe busy";
            default -> "foe operation " + bytes.u8(at);
        };
    }

    /** Files of a slave are its firmware. */
    Verb verb() {
        if (type == FOE) {
            return switch (bytes.u8(at)) {
                case FOE_READ -> Verb.FILE_READ;
                case FOE_WRITE -> Verb.FIRMWARE;
                default -> Verb.OTHER;
            };
        }
        if (isSdo()) return operation().startsWith("sdo download") ? Verb.WRITE : aborts() ? Verb.OTHER : Verb.READ;
        if (type == COE) return service() == 8 ? Verb.BROWSE : service() == 1 ? Verb.REPORT : Verb.EXCHANGE;
        return Verb.OTHER;
    }

    String target() {
        if (type == FOE && (bytes.u8(at) == FOE_READ || bytes.u8(at) == FOE_WRITE)) return file();
        boolean segment = sdoCommand() == 0 || operation().endsWith("segment");
        if (!isSdo() || segment) return "";
        return "0x" + Integer.toHexString(bytes.u16le(at + 3)) + "." + bytes.u8(at + 5);
    }

    private String file() {
        return bytes.ascii(at + 6, Math.clamp(length - 6L, 0, NAME_BYTES_MAX));
    }

    void fill(Turn.Draft draft) {
        draft.field("mailbox", (long) type);
        if (type == COE) draft.field("service", (long) service());
        if (!isSdo() || target().isEmpty()) return;
        draft.field("sdo_index", (long) bytes.u16le(at + 3)).field("subindex", (long) bytes.u8(at + 5));
        if (length < SDO_BYTES) return;
        if (aborts()) draft.field("abort_code", bytes.u32le(at + 6));
        else if (carriesValue()) draft.field("value", bytes.u32le(at + 6) & mask());
    }

    /** A download asks with the value, an upload answers with it, if it is short. */
    private boolean carriesValue() {
        boolean request = service() == SDO_REQUEST;
        return (bytes.u8(at + 2) & EXPEDITED) != 0 && (request ? sdoCommand() == 1 : sdoCommand() == 2);
    }

    /** The octets not used are counted where the size is indicated. */
    private long mask() {
        int command = bytes.u8(at + 2);
        int unused = (command & 1) != 0 ? command >> 2 & 3 : 0;
        return 0xFFFF_FFFFL >>> 8 * unused;
    }

    /** An upload that answers with the whole object: within the four octets, or behind its size. */
    void identify(SlaveIdentity slave) {
        if (!isSdo() || service() != SDO_RESPONSE || sdoCommand() != UPLOADS || length < SDO_BYTES) return;
        int command = bytes.u8(at + 2);
        boolean expedited = (command & EXPEDITED) != 0;
        long size = expedited ? 4 - ((command & SIZED) != 0 ? command >> 2 & 3 : 0) : bytes.u32le(at + 6);
        int from = expedited ? at + 6 : at + SDO_BYTES;
        if (size > at + length - from) return;
        slave.object(bytes.u16le(at + 3), bytes.u8(at + 5), bytes, from, (int) size);
    }
}
