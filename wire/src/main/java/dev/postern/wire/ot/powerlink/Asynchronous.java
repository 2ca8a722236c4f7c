package dev.postern.wire.ot.powerlink;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** What one node sends outside the cycle: who it is, how it is, commands of network management, objects (SDO). Also SDO over UDP. */
final class Asynchronous {
    private static final int SERVICE = 3;
    private static final int IDENT = 1,
            STATUS = 2,
            REQUEST = 3,
            COMMAND = 4,
            SDO = 5,
            SYNC = 6,
            MANUFACTURER_FIRST = 0xA0;
    private static final int NODE_STATE = 6;
    private static final int DEVICE_TYPE = 26,
            VENDOR = 30,
            PRODUCT = 34,
            REVISION = 38,
            SERIAL = 42,
            IP = 70,
            HOST = 82,
            HOST_BYTES = 32;
    private static final int IDENT_BYTES = HOST + HOST_BYTES;
    private static final int NMT_COMMAND = 4, NMT_TARGET = 5;
    private static final int SDO_SEQUENCE = 4,
            SDO_TRANSACTION = 9,
            SDO_FLAGS = 10,
            SDO_COMMAND = 11,
            SDO_SIZE = 12,
            SDO_DATA = 16;
    private static final int FLAG_RESPONSE = 0x80,
            FLAG_ABORT = 0x40,
            SEGMENTATION = 0x30,
            SEGMENT_INITIATE = 0x10,
            SEGMENT = 0x20;
    private static final int WRITE_BY_INDEX = 1, READ_BY_INDEX = 2;
    private static final double CONFIDENCE = 0.95;

    private final Bytes bytes;
    private final Turn turn;

    Asynchronous(Bytes bytes, Turn turn) {
        this.bytes = bytes;
        this.turn = turn;
    }

    static boolean isService(int service) {
        return service >= IDENT && service <= SYNC || service >= MANUFACTURER_FIRST && service < 0xFF;
    }

    static boolean mayBeSdo(Bytes bytes) {
        return bytes.u8(SERVICE) == SDO && bytes.length() >= SDO_SEQUENCE + 4 && bytes.u16(SDO_SEQUENCE + 2) == 0;
    }

    void read() {
        int service = bytes.u8(SERVICE);
        switch (service) {
            case IDENT -> ident();
            case STATUS ->
                state(start("status response", Verb.DIAGNOSE, Outcome.SUCCESS)).emit();
            case REQUEST ->
                start("nmt request: " + command(bytes.u8(NMT_COMMAND)), Verb.SESSION, Outcome.REQUEST)
                        .field("command", (long) bytes.u8(NMT_COMMAND))
                        .field("target", (long) bytes.u8(NMT_TARGET))
                        .emit();
            case COMMAND ->
                start("nmt " + command(bytes.u8(NMT_COMMAND)), verb(bytes.u8(NMT_COMMAND)), Outcome.NOTICE)
                        .unit(Powerlink.node(bytes.u8(Powerlink.DESTINATION)))
                        .field("command", (long) bytes.u8(NMT_COMMAND))
                        .emit();
            case SDO -> sdo();
            case SYNC -> start("sync response", Verb.EXCHANGE, Outcome.SUCCESS).emit();
            default -> {
                if (!isService(service)) turn.malformed("reserved service", Math.min(SERVICE, bytes.length()));
                start("service " + service, Verb.OTHER, Outcome.NOTICE).emit();
            }
        }
    }

    /** Unit is the node that speaks. */
    private Turn.Draft start(String operation, Verb verb, Outcome outcome) {
        return Powerlink.start(bytes, turn, operation, verb, outcome)
                .unit(Powerlink.node(bytes.u8(Powerlink.SOURCE)))
                .field("service", (long) bytes.u8(SERVICE));
    }

    private Turn.Draft state(Turn.Draft draft) {
        return draft.field("state", (long) bytes.u8(NODE_STATE))
                .field("state_name", Powerlink.stateName(bytes.u8(NODE_STATE)));
    }

    private void ident() {
        if (!bytes.has(0, IDENT_BYTES)) turn.malformed("ident response ends early", bytes.length());
        String host = bytes.has(HOST, HOST_BYTES) ? bytes.terminated(HOST, HOST_BYTES) : null;
        String ip = Address.ipv4(bytes.i32le(IP)).toString();
        state(start("ident response", Verb.IDENTIFY, Outcome.SUCCESS))
                .field("device_profile", (long) bytes.u16le(DEVICE_TYPE))
                .field("vendor_id", bytes.u32le(VENDOR))
                .field("product_code", bytes.u32le(PRODUCT))
                .field("revision", bytes.u32le(REVISION))
                .field("serial", bytes.u32le(SERIAL))
                .field("ip", ip)
                .field("host", host)
                .emit();
        if (!bytes.has(0, IDENT_BYTES)) return;
        turn.identity(turn.source(), Attribute.NAME, host, CONFIDENCE);
        turn.identity(turn.source(), Attribute.VENDOR, "vendor 0x" + Long.toHexString(bytes.u32le(VENDOR)), CONFIDENCE);
        turn.identity(
                turn.source(), Attribute.MODEL, "product 0x" + Long.toHexString(bytes.u32le(PRODUCT)), CONFIDENCE);
        turn.identity(
                turn.source(), Attribute.FIRMWARE, "revision 0x" + Long.toHexString(bytes.u32le(REVISION)), CONFIDENCE);
        if (bytes.i32le(SERIAL) != 0 && bytes.i32le(SERIAL) != -1)
            turn.identity(turn.source(), Attribute.SERIAL, Long.toString(bytes.u32le(SERIAL)), CONFIDENCE);
        if (bytes.i32(IP) != 0) turn.identity(turn.source(), Attribute.ADDRESS, ip, CONFIDENCE);
    }

    private void sdo() {
        int flags = bytes.u8(SDO_FLAGS);
        int command = bytes.u8(SDO_COMMAND);
        boolean abort = (flags & FLAG_ABORT) != 0;
        boolean response = (flags & FLAG_RESPONSE) != 0;
        // Only the sequence layer: opening, closing or acknowledging the connection.
        if (bytes.length() < SDO_DATA && command == 0 || command == 0 && bytes.u16le(SDO_SIZE) == 0) {
            start("sdo sequence", Verb.SESSION, Outcome.NOTICE).emit();
            return;
        }
        Outcome outcome = abort ? Outcome.REFUSED : response ? Outcome.SUCCESS : Outcome.REQUEST;
        Turn.Draft draft = start("sdo " + sdoCommand(command), sdoVerb(command), outcome)
                .field("transaction", (long) bytes.u8(SDO_TRANSACTION))
                .field("command", (long) command)
                .field("size", (long) bytes.u16le(SDO_SIZE));
        int at = (flags & SEGMENTATION) == SEGMENT_INITIATE ? SDO_DATA + 4 : SDO_DATA;
        boolean named = (command == WRITE_BY_INDEX || command == READ_BY_INDEX)
                && !response
                && (flags & SEGMENTATION) < SEGMENT;
        if (abort) draft.field("abort_code", bytes.u32le(SDO_DATA));
        else if (named)
            draft.target("0x" + Integer.toHexString(bytes.u16le(at)) + "." + bytes.u8(at + 2))
                    .field("sdo_index", (long) bytes.u16le(at))
                    .field("subindex", (long) bytes.u8(at + 2));
        draft.emit();
    }

    private static String sdoCommand(int command) {
        return switch (command) {
            case 0x00 -> "nil";
            case WRITE_BY_INDEX -> "write by index";
            case READ_BY_INDEX -> "read by index";
            case 0x03 -> "write all by index";
            case 0x04 -> "read all by index";
            case 0x05 -> "write by name";
            case 0x06 -> "read by name";
            case 0x20 -> "file write";
            case 0x21 -> "file read";
            case 0x31 -> "write multiple by index";
            case 0x32 -> "read multiple by index";
            case 0x70 -> "maximum segment size";
            default -> "command " + command;
        };
    }

    private static Verb sdoVerb(int command) {
        return switch (command) {
            case WRITE_BY_INDEX, 0x03, 0x05, 0x31 -> Verb.WRITE;
            case READ_BY_INDEX, 0x04, 0x06, 0x32 -> Verb.READ;
            case 0x20 -> Verb.FILE_WRITE;
            case 0x21 -> Verb.FILE_READ;
            default -> Verb.OTHER;
        };
    }

    /** Commands of network management, section 7.3.1.2. */
    private static String command(int command) {
        return switch (command) {
            case 0x01 -> "ident request";
            case 0x02 -> "status request";
            case 0x21, 0x41 -> "start node";
            case 0x22, 0x42 -> "stop node";
            case 0x23, 0x43 -> "enter pre-operational 2";
            case 0x24, 0x44 -> "enable ready to operate";
            case 0x28, 0x48 -> "reset node";
            case 0x29, 0x49 -> "reset communication";
            case 0x2A, 0x4A -> "reset configuration";
            case 0x2B, 0x4B -> "software reset";
            case 0x62 -> "set host name";
            case 0x63 -> "flush arp entry";
            case 0x80 -> "publish configured nodes";
            case 0x90 -> "publish active nodes";
            case 0x91 -> "publish pre-operational 1 nodes";
            case 0x92 -> "publish pre-operational 2 nodes";
            case 0x93 -> "publish ready to operate nodes";
            case 0x94 -> "publish operational nodes";
            case 0x95 -> "publish stopped nodes";
            case 0xB0 -> "publish time";
            case 0xFF -> "invalid service";
            default -> "command " + command;
        };
    }

    private static Verb verb(int command) {
        return switch (command) {
            case 0x21, 0x41 -> Verb.START;
            case 0x22, 0x42 -> Verb.STOP;
            case 0x23, 0x24, 0x43, 0x44 -> Verb.MODE;
            case 0x28, 0x29, 0x2A, 0x2B, 0x48, 0x49, 0x4A, 0x4B -> Verb.RESTART;
            case 0x62, 0x63 -> Verb.CONFIGURE;
            case 0xB0 -> Verb.CLOCK;
            default -> Verb.REPORT;
        };
    }
}
