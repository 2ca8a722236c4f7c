package dev.postern.wire.ot.opcua;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What one writer says of one data set, OPC 10000-14 section 7.2.4.5.4 and, by its kind, 7.2.4.5.5 to 7.2.4.5.9.
 *
 * <pre>
 *   0        1 if 0x80                                                                                  (little-endian)
 * +--------+---------+------------+-------------+-------------+----------+-----------+-----------+---------------------+
 * | flags1 | flags2  | sequence 2 | timestamp 8 | picosec. 2  | status 2 | major v. 4| minor v. 4| count 2, fields     |
 * +--------+---------+------------+-------------+-------------+----------+-----------+-----------+---------------------+
 * </pre>
 */
final class DataSetMessage {
    static final int FIELDS_MAX = 256;
    private static final int VALID = 1, SEQUENCE = 8, STATUS = 0x10, MAJOR = 0x20, MINOR = 0x40, FLAGS2 = 0x80;
    private static final int TIMESTAMP = 0x10, PICOSECONDS = 0x20, RESERVED = 0xC0;
    private static final int VARIANT = 0, RAW = 1, DATA_VALUE = 2, RESERVED_ENCODING = 3;
    private static final int KEY = 0, DELTA = 1, EVENT = 2, KEEP_ALIVE = 3;

    /** Place in the network message, from 0. */
    final int place;
    /** Id of the writer, or -1 where it is not said. */
    final long writer;

    boolean valid;
    private int encoding;
    private int kind;
    long sequence = -1;
    long millis;
    /** A whole status code, of which the upper half is sent, or -1. */
    long status = -1;

    long major = -1;
    long minor = -1;
    /** Index of each value within the data set. */
    final List<Integer> fields = new ArrayList<>();

    /** Behind the name of the field which part of a structure it is; empty where no structures can be. */
    final List<String> parts = new ArrayList<>();

    final List<Object> values = new ArrayList<>();
    final List<String> types = new ArrayList<>();
    final List<Long> results = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    /** Fields beyond the limit. */
    long more;

    boolean hasResults;
    boolean hasTimes;
    /** Fields whose types only the metadata tells, else null. */
    Bytes raw;

    String broken;
    int end;

    private DataSetMessage(int place, long writer) {
        this.place = place;
        this.writer = writer;
    }

    /** Reads what begins at {@code from} and ends at the end of {@code bytes} or before. */
    static DataSetMessage read(Bytes bytes, int from, int place, long writer) {
        DataSetMessage message = new DataSetMessage(place, writer);
        Decoder in = new Decoder(bytes, from);
        message.header(in);
        if (message.broken == null && message.valid) message.body(in);
        else in.seek(bytes.length());
        if (in.cut() && message.broken == null) message.broken = "data set message ends early";
        message.end = Math.min(in.at(), bytes.length());
        return message;
    }

    private void header(Decoder in) {
        int flags = in.u8();
        valid = (flags & VALID) != 0;
        encoding = flags >> 1 & 3;
        int more = (flags & FLAGS2) != 0 ? in.u8() : 0;
        kind = more & 15;
        if ((flags & SEQUENCE) != 0) sequence = in.u16();
        if ((more & TIMESTAMP) != 0) millis = in.millis();
        if ((more & PICOSECONDS) != 0) in.u16();
        if ((flags & STATUS) != 0) status = (long) in.u16() << 16;
        if ((flags & MAJOR) != 0) major = in.u32();
        if ((flags & MINOR) != 0) minor = in.u32();
        boolean reserved = encoding == RESERVED_ENCODING
                || (more & RESERVED) != 0
                || kind > KEEP_ALIVE
                || (more & (TIMESTAMP | PICOSECONDS)) == PICOSECONDS
                || (flags & FLAGS2) != 0 && more == 0;
        if (reserved) broken = "reserved data set flags";
    }

    private void body(Decoder in) {
        if (kind == KEEP_ALIVE) return;
        if (encoding == RAW) {
            raw = new Bytes()
                    .wrap(
                            in.bytes(),
                            Math.min(in.at(), in.bytes().length()),
                            Math.max(0, in.bytes().length() - in.at()));
            in.seek(in.bytes().length());
            return;
        }
        int count = in.u16();
        for (int i = 0; i < count && !in.cut(); i++) {
            int field = kind == DELTA ? in.u16() : i;
            Decoder.DataValue value =
                    encoding == DATA_VALUE ? in.dataValue() : new Decoder.DataValue(in.variant(), 0, 0);
            if (in.cut()) return;
            if (values.size() < FIELDS_MAX) add(field, value);
            else more++;
        }
    }

    /** Gives raw fields their values; nothing where what was announced does not fit what is there. At a field that may be of any length what is known ends. */
    void decode(MetaData known) {
        if (raw == null || kind != KEY) return;
        Decoder in = new Decoder(raw, 0);
        int field = 0;
        for (; field < known.fields().size() && known.fields().get(field).isSized(); field++)
            if (!decode(in, field, "", known.fields().get(field))) {
                forget();
                return;
            }
        more = known.size() - field;
        if (more == 0 && !NetworkMessage.isZero(raw, in.at())) forget();
    }

    /** One field, or each part of a structure under its own name; false where it does not fit. */
    private boolean decode(Decoder in, int field, String part, MetaData.Field known) {
        if (known.of() == null) {
            Decoder.Variant value = known.raw(in);
            if (value == null || in.cut()) return false;
            add(field, new Decoder.DataValue(value, 0, 0));
            parts.add(part);
            return true;
        }
        if (known.room() > in.bytes().length()) return false;
        long there = known.of().hasOptional() ? in.u32() : 0;
        int bit = 0;
        for (int i = 0; i < known.of().fields().size(); i++) {
            MetaData.Field inner = known.of().fields().get(i);
            // What is missing leaves its room empty.
            if (inner.optional() && (there >> bit++ & 1) == 0) in.skip((int) inner.room());
            else if (!decode(in, field, part + "." + (inner.name().isEmpty() ? i : inner.name()), inner)) return false;
        }
        return !in.cut();
    }

    private void forget() {
        parts.clear();
        fields.clear();
        values.clear();
        types.clear();
        results.clear();
        times.clear();
        more = 0;
    }

    /** A bad field sends its status instead of a value, an uncertain one both in a data value: table 162. */
    private void add(int field, Decoder.DataValue value) {
        boolean status = encoding != RAW && value.value().type().equals("statuscode");
        long result = status && value.value().value() instanceof Long code ? code : value.status();
        fields.add(field);
        values.add(value.value().single());
        types.add(value.value().type());
        results.add(result);
        times.add(value.sourceMillis());
        hasResults |= status || encoding == DATA_VALUE;
        hasTimes |= value.sourceMillis() != 0;
    }

    /** There is a typed value in it, and not only octets that could be anything. */
    boolean hasValues() {
        return !values.isEmpty();
    }

    String operation() {
        return switch (kind) {
            case KEY -> "key frame";
            case DELTA -> "delta frame";
            case EVENT -> "event";
            default -> "keep alive";
        };
    }

    Verb verb() {
        return kind == KEEP_ALIVE ? Verb.SESSION : Verb.REPORT;
    }

    String encodingName() {
        return switch (encoding) {
            case VARIANT -> "variant";
            case RAW -> "raw";
            default -> "data value";
        };
    }
}
