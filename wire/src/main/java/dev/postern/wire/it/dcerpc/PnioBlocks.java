package dev.postern.wire.it.dcerpc;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.ot.profinet.Vendor;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of one call of PROFINET, at most {@link #BLOCKS_MAX}: type, length (from the version on), version, then what the type says.
 * Identification and maintenance records (I&M) give the identity of the device if they are of slot 0.
 */
final class PnioBlocks {
    static final int BLOCKS_MAX = 64;
    private static final int HEADER_BYTES = 4;
    private static final int WRITE_REQUEST = 0x0008,
            READ_REQUEST = 0x0009,
            IM0 = 0x0020,
            IM1 = 0x0021,
            IM3 = 0x0023,
            CONTAINED = 0x0401;
    private static final int AR_REQUEST = 0x0101,
            CONTROL_FIRST = 0x0110,
            CONTROL_LAST = 0x0118,
            AR_ANSWER = 0x8101,
            IOCR_ANSWER = 0x8102;
    private static final int ANSWER_BIT = 0x8000;
    private static final int RECORD_MULTIPLE = 0xE040;
    /** Records below this are of makers, those of the range of profiles; their data have forms of their own. */
    private static final int STANDARD_MIN = 0x8000, PROFILE_MIN = 0xB000, PROFILE_MAX = 0xBFFF;

    private static final int RECORD_INDEX = 34, RECORD_LENGTH = 36;
    private static final int RECORD_IM0 = 0xAFF0, RECORD_IM_LAST = 0xAFFF;
    private static final int IM0_BYTES = 60;
    private static final double CONFIDENCE = 0.95;
    /** By block type from {@link #CONTROL_FIRST} on. */
    private static final String[] COMMANDS = {
        "parameter end",
        "parameter end of plug",
        "application ready",
        "application ready of plug",
        "release",
        "control",
        "ready for companion",
        "ready for rt class 3",
        "parameter begin"
    };

    private final Bytes bytes;
    private final int end;
    private final List<Object> types = new ArrayList<>();
    private final List<Object> frameIds = new ArrayList<>();
    private final List<Object> records = new ArrayList<>();
    private boolean record;
    private long api;
    private int slot;
    private int subslot;
    private int index;
    private long recordLength;
    private int commandBits;
    private int control = -1;
    private String station;
    private String mac;
    private final PnioRelation relation;
    private int im0 = -1;
    private String function;
    private String location;
    private String descriptor;

    PnioBlocks(Bytes bytes, int end) {
        this.bytes = bytes;
        this.end = end;
        relation = new PnioRelation(bytes);
    }

    /** Of a connect. */
    PnioRelation relation() {
        return relation;
    }

    /** @return where a block ends early, or -1 */
    int read(int from) {
        int at = from;
        // Data of a record that is written follow its header, and need not be blocks; behind them, padded to four
        // octets, comes the next header.
        int recordEnd = end;
        for (int i = 0; i < BLOCKS_MAX && at + HEADER_BYTES <= end; i++) {
            int type = bytes.u16(at);
            int blockEnd = at + HEADER_BYTES + bytes.u16(at + 2);
            if (type == 0 || blockEnd > recordEnd) {
                if (recordEnd == end) return type == 0 || record ? -1 : at;
                at = recordEnd;
                recordEnd = end;
                continue;
            }
            types.add((long) type);
            block(type, at, blockEnd - at - HEADER_BYTES);
            boolean written = type == WRITE_REQUEST && bytes.u16(at + RECORD_INDEX) != RECORD_MULTIPLE;
            boolean carries = written || type == (READ_REQUEST | ANSWER_BIT);
            if (written) {
                long dataEnd = blockEnd + bytes.u32(at + RECORD_LENGTH) - from;
                recordEnd = (int) Math.min(end, from + (dataEnd + 3 & ~3L));
            }
            at = carries && !isStandard(bytes.u16(at + RECORD_INDEX)) ? recordEnd : blockEnd;
            if (at == recordEnd) recordEnd = end;
        }
        return -1;
    }

    private static boolean isStandard(int index) {
        return index >= STANDARD_MIN && (index < PROFILE_MIN || index > PROFILE_MAX);
    }

    private void block(int type, int at, int length) {
        relation.block(type, at, at + HEADER_BYTES + length);
        switch (type) {
            case READ_REQUEST, WRITE_REQUEST, READ_REQUEST | ANSWER_BIT, WRITE_REQUEST | ANSWER_BIT -> header(at);
            case CONTAINED -> another(at + 12, at + 18);
            case AR_REQUEST -> {
                mac = Address.macText(bytes.u48(at + 26));
                if (length >= 54) station = bytes.ascii(at + 58, Math.min(bytes.u16(at + 56), length - 54));
            }
            case AR_ANSWER -> mac = Address.macText(bytes.u48(at + 26));
            case IOCR_ANSWER -> frameIds.add((long) bytes.u16(at + 10));
            case IM0 -> im0 = length + HEADER_BYTES >= IM0_BYTES ? at : im0;
            case IM1 -> {
                function = bytes.ascii(at + 6, Math.min(32, length - 2));
                location = bytes.ascii(at + 38, Math.min(22, length - 34));
            }
            case IM3 -> descriptor = bytes.ascii(at + 6, Math.min(54, length - 2));
            default -> {
                int kind = type & ~ANSWER_BIT;
                if (kind < CONTROL_FIRST || kind > CONTROL_LAST) return;
                control = kind;
                commandBits = bytes.u16(at + 28);
            }
        }
    }

    /** Of several headers, as a multiple write has them, the first gives the target; the others are listed. */
    private void header(int at) {
        if (record) {
            another(at + 28, at + RECORD_INDEX);
            return;
        }
        record = true;
        api = bytes.u32(at + 24);
        slot = bytes.u16(at + 28);
        subslot = bytes.u16(at + 30);
        index = bytes.u16(at + RECORD_INDEX);
        recordLength = bytes.u32(at + RECORD_LENGTH);
    }

    private void another(int place, int number) {
        records.add(bytes.u16(place) + "." + bytes.u16(place + 2) + " " + name(bytes.u16(number)));
    }

    String unit() {
        return record ? slot + "." + subslot : "";
    }

    String target() {
        return record ? name(index) : "";
    }

    private static String name(int index) {
        if (index >= RECORD_IM0 && index <= RECORD_IM_LAST) return "i&m" + (index - RECORD_IM0);
        return "record 0x" + Integer.toHexString(index);
    }

    /** The record is one by which a device is named. */
    boolean identification() {
        return record && index >= RECORD_IM0 && index <= RECORD_IM_LAST;
    }

    /** What a control block wants, or null. */
    String command() {
        return control < 0 ? null : COMMANDS[control - CONTROL_FIRST];
    }

    void fill(Turn.Draft draft) {
        if (record) {
            draft.field("api", api)
                    .field("slot", (long) slot)
                    .field("subslot", (long) subslot)
                    .field("index", (long) index)
                    .field("length", recordLength);
        }
        if (!records.isEmpty()) draft.field("records", records);
        draft.field("station", station).field("mac", mac);
        if (control >= 0) draft.field("command", (long) commandBits);
        if (!frameIds.isEmpty()) draft.field("frame_ids", frameIds);
        if (im0 >= 0) {
            draft.field("im_vendor_id", (long) bytes.u16(im0 + 6))
                    .field("order_id", orderId())
                    .field("serial", serial())
                    .field("hardware", (long) bytes.u16(im0 + 44))
                    .field("software", software());
        }
        draft.field("function", function).field("location", location).field("descriptor", descriptor);
        if (!types.isEmpty()) draft.field("blocks", types);
    }

    private String orderId() {
        return bytes.ascii(im0 + 8, 20);
    }

    private String serial() {
        return bytes.ascii(im0 + 28, 16);
    }

    /** {@code V2.8.1}. */
    private String software() {
        int at = im0 + 46;
        return bytes.ascii(at, 1) + bytes.u8(at + 1) + "." + bytes.u8(at + 2) + "." + bytes.u8(at + 3);
    }

    /** Who connects says its name. */
    void tellInitiator(Turn turn) {
        if (station == null) return;
        turn.identity(turn.source(), Attribute.NAME, station, CONFIDENCE);
        turn.identity(turn.source(), Attribute.ROLE, "io controller", CONFIDENCE);
    }

    /** Slot 0 is the device itself, the others are its modules. */
    void tellIdentification(Turn turn) {
        if (!record) return;
        if (im0 >= 0) {
            tell(turn, Attribute.VENDOR, Vendor.name(bytes.u16(im0 + 6)));
            tell(turn, Attribute.MODEL, orderId());
            tell(turn, Attribute.SERIAL, serial());
            tell(turn, Attribute.FIRMWARE, software());
        }
        tell(turn, Attribute.NOTE, function);
        tell(turn, Attribute.NOTE, location);
        tell(turn, Attribute.NOTE, descriptor);
    }

    private void tell(Turn turn, Attribute attribute, String value) {
        turn.identity(turn.source(), slot == 0 ? "" : "slot " + slot, attribute, value, CONFIDENCE);
    }
}
