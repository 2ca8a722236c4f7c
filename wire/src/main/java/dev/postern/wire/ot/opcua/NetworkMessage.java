package dev.postern.wire.ot.opcua;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * One UADP network message, OPC 10000-14 section 7.2.4.4.2, with the headers that its flags say are there.
 *
 * <pre>
 *   0                   if 0x80     if flags1 0x80                                                        (little-endian)
 * +-------------------+-----------+-----------+-----------+----------+--------------+-----------------+---------------+
 * | flags 4, version 4| ext. fl. 1| ext. fl. 2| publisher | class 16 | group header | count, writers  | timestamp 8,  |
 * +-------------------+-----------+-----------+-----------+----------+--------------+-----------------+---------------+
 * | picoseconds 2 | promoted fields: size 2, variants | security header | sizes 2 each | payload | footer | signature |
 * </pre>
 */
final class NetworkMessage {
    private static final int VERSION = 1;
    private static final int PUBLISHER = 0x10, GROUP = 0x20, PAYLOAD_HEADER = 0x40, EXTENDED = 0x80;
    private static final int ID_TYPE = 7, CLASS_ID = 8, SECURITY = 0x10, TIMESTAMP = 0x20, PICOSECONDS = 0x40;
    private static final int CHUNK = 1, PROMOTED = 2, ACTION = 0x20, RESERVED_2 = 0xC0;
    private static final int WRITER_GROUP = 1, GROUP_VERSION = 2, NUMBER = 4, SEQUENCE = 8;
    private static final int SIGNED = 1, ENCRYPTED = 2, FOOTER = 4;
    private static final int REQUEST = 1, RESPONSE_ADDRESS = 2, CORRELATION = 4, REQUESTOR = 8, TIMEOUT = 16;
    private static final int RESERVED_ACTION = 0xE0;
    private static final int PROBE = 1, ANNOUNCEMENT = 2;
    private static final int DATA_SET = 2;
    /** HMAC-SHA-256 in each security policy for PubSub, OPC 10000-7. */
    private static final int SIGNATURE_BYTES = 32;

    private static final int SETS_MAX = 256;
    static final int PROMOTED_MAX = 64;

    final List<Long> writers = new ArrayList<>();
    final List<DataSetMessage> sets = new ArrayList<>();
    /** Fields that the header has as well, at most {@link #PROMOTED_MAX}. */
    final List<Decoder.Variant> promoted = new ArrayList<>();

    long morePromoted;
    /** Empty where it is not said. */
    String publisher = "";

    String classId;
    long group = -1;
    long groupVersion = -1;
    long number = -1;
    long sequence = -1;
    long sentMillis;
    long token = -1;
    boolean signed;
    boolean encrypted;
    boolean chunk;
    private boolean action;
    /** Of an action that can be read: it is asked for, and not answered. */
    boolean request;

    String responseAddress = "";
    /** Hex; in the answer as in the request. */
    String correlation = "";

    String requestor = "";
    double timeoutMillis = -1;
    /** Kind of the payload: data sets, probe, announcement. */
    int type;
    /** Type of the probe or announcement, or -1. */
    int discovery = -1;

    int information;
    long discoverySequence = -1;
    /** Of an announced data set, else null. */
    MetaData metaData;

    /** Of its fields. */
    final List<String> fieldIds = new ArrayList<>();
    /** Of what is announced, or -1. */
    long status = -1;

    /** Number of the message that a chunk is of. */
    int chunkSequence;

    long chunkOffset = -1;
    long totalSize = -1;
    /** Null where this is no chunk. */
    Bytes chunkData;

    int payloadBytes;
    /** The rule that the message breaks, or null. */
    String broken;

    int brokenAt;
    private boolean payloadHeader;

    private NetworkMessage() {}

    /** A quick look before the whole is read. */
    static boolean begins(Bytes bytes) {
        return (bytes.u8(0) & 15) == VERSION && bytes.length() > 3;
    }

    static Object orNull(long number) {
        return number < 0 ? null : (Object) number;
    }

    static NetworkMessage read(Bytes bytes) {
        NetworkMessage message = new NetworkMessage();
        Decoder in = new Decoder(bytes, 0);
        int end = message.header(in);
        if (message.broken == null && in.cut()) message.fail("header ends early", bytes.length());
        if (message.broken == null) message.payload(bytes, in.at(), end);
        return message;
    }

    private void fail(String rule, int at) {
        if (broken != null) return;
        broken = rule;
        brokenAt = at;
    }

    /** An action whose header can be read. */
    boolean isAction() {
        return action && !encrypted && broken == null;
    }

    /** Only that it is there can be told. */
    boolean isClosed() {
        return encrypted || chunk || action;
    }

    /** All of it is as it should be, and there is enough of it that cannot be chance. */
    boolean isPlausible() {
        boolean named = !publisher.isEmpty();
        if (broken != null || !named && group < 0 && !payloadHeader) return false;
        for (DataSetMessage set : sets) if (set.hasValues()) return true;
        return named && (group >= 0 || payloadHeader || discovery >= 0);
    }

    /** @return where the payload ends */
    private int header(Decoder in) {
        int flags = in.u8();
        if ((flags & 15) != VERSION) fail("version not 1", 0);
        int first = (flags & EXTENDED) != 0 ? in.u8() : 0;
        int second = (first & EXTENDED) != 0 ? in.u8() : 0;
        type = second >> 2 & 7;
        chunk = (second & CHUNK) != 0;
        action = (second & ACTION) != 0;
        payloadHeader = (flags & PAYLOAD_HEADER) != 0;
        boolean reserved = (first & ID_TYPE) > 4
                || (second & RESERVED_2) != 0
                || type > ANNOUNCEMENT
                || (first & (TIMESTAMP | PICOSECONDS)) == PICOSECONDS
                || (flags & EXTENDED) != 0 && first == 0;
        if (reserved) fail("reserved flags", 1);
        if (broken != null) return 0;
        if ((flags & PUBLISHER) != 0) publisher = publisher(in, first & ID_TYPE);
        if ((first & CLASS_ID) != 0) classId = in.guid();
        if ((flags & GROUP) != 0) group(in);
        if (payloadHeader && type == 0) writers(in);
        if ((first & TIMESTAMP) != 0) sentMillis = in.millis();
        if ((first & PICOSECONDS) != 0) in.u16();
        if ((second & PROMOTED) != 0) promoted(in);
        return (first & SECURITY) != 0 ? security(in) : in.bytes().length();
    }

    private static String publisher(Decoder in, int form) {
        return switch (form) {
            case 0 -> Integer.toString(in.u8());
            case 1 -> Integer.toString(in.u16());
            case 2 -> Long.toString(in.u32());
            case 3 -> in.unsigned64().toString();
            default -> in.text();
        };
    }

    private void group(Decoder in) {
        int flags = in.u8();
        if (flags > 15) fail("reserved group flags", in.at() - 1);
        if ((flags & WRITER_GROUP) != 0) group = in.u16();
        if ((flags & GROUP_VERSION) != 0) groupVersion = in.u32();
        if ((flags & NUMBER) != 0) number = in.u16();
        if ((flags & SEQUENCE) != 0) sequence = in.u16();
    }

    /** Section 7.2.4.5.2; of a chunk only the writer it is of. */
    private void writers(Decoder in) {
        int count = chunk ? 1 : in.u8();
        if (count == 0) fail("no data set message", in.at());
        for (int i = 0; i < count && !in.cut(); i++) writers.add((long) in.u16());
    }

    /** What has no room for variants to its last octet is passed over. */
    private void promoted(Decoder in) {
        int size = in.u16();
        Decoder fields = new Decoder(new Bytes().wrap(in.bytes(), 0, in.at() + size), in.at());
        in.skip(size);
        while (fields.at() < in.at() && !fields.cut()) {
            Decoder.Variant field = fields.variant();
            if (promoted.size() < PROMOTED_MAX) promoted.add(field);
            else morePromoted++;
        }
        if (!fields.cut()) return;
        promoted.clear();
        morePromoted = 0;
    }

    /** Section 7.2.4.4.3. */
    private int security(Decoder in) {
        int flags = in.u8();
        if (flags > 15) fail("reserved security flags", in.at() - 1);
        signed = (flags & SIGNED) != 0;
        encrypted = (flags & ENCRYPTED) != 0;
        token = in.u32();
        in.skip(in.u8());
        int footer = (flags & FOOTER) != 0 ? in.u16() : 0;
        return in.bytes().length() - footer - (signed ? SIGNATURE_BYTES : 0);
    }

    private void payload(Bytes bytes, int from, int end) {
        payloadBytes = end - from;
        if (end <= from) {
            fail("no payload", Math.min(from, bytes.length()));
            return;
        }
        if (encrypted) return;
        Bytes open = new Bytes().wrap(bytes, 0, end);
        if (action) action(open, from);
        else if (chunk) chunk(open, from);
        else read(open, from);
    }

    /** Table 154: what stands before the data set of an action. */
    private void action(Bytes open, int from) {
        Decoder in = new Decoder(open, from);
        int flags = in.u8();
        if ((flags & RESERVED_ACTION) != 0) fail("reserved action flags", from);
        request = (flags & REQUEST) != 0;
        if ((flags & RESPONSE_ADDRESS) != 0) responseAddress = in.text();
        if ((flags & CORRELATION) != 0) correlation = in.data();
        if ((flags & REQUESTOR) != 0) requestor = String.valueOf(in.variant().single());
        if ((flags & TIMEOUT) != 0) timeoutMillis = in.f64();
        if (in.cut()) fail("action header ends early", open.length());
        payloadBytes = open.length() - in.at();
    }

    private void read(Bytes open, int from) {
        if (type == 0) sets(open, from);
        else discovery(open, from);
    }

    /** From now on this is the message whose last chunk it was. */
    void joined(Bytes payload) {
        chunk = false;
        read(payload, 0);
    }

    /** Section 7.2.4.4.4. */
    private void chunk(Bytes open, int from) {
        Decoder in = new Decoder(open, from);
        chunkSequence = in.u16();
        chunkOffset = in.u32();
        totalSize = in.u32();
        payloadBytes = in.blob();
        chunkData = new Bytes().wrap(open, in.at() - payloadBytes, payloadBytes);
        if (in.cut()) fail("chunk ends early", open.length());
        else if (chunkOffset + payloadBytes > totalSize) fail("chunk beyond its message", from);
        else rest(open, in.at());
    }

    /** Section 7.2.4.5.3: sizes stand before several messages of one payload header. */
    private void sets(Bytes open, int from) {
        boolean sized = payloadHeader && writers.size() > 1;
        int at = sized ? from + 2 * writers.size() : from;
        for (int i = 0; i < SETS_MAX && broken == null; i++) {
            if (payloadHeader ? i == writers.size() : i > 0 && isZero(open, at)) break;
            int size = sized ? open.u16le(from + 2 * i) : open.length() - at;
            if (at >= open.length() || size == 0 || at + size > open.length()) {
                fail("data set message ends early", Math.min(at, open.length()));
                break;
            }
            DataSetMessage set = DataSetMessage.read(
                    new Bytes().wrap(open, 0, at + size), at, i, payloadHeader ? writers.get(i) : -1);
            sets.add(set);
            if (set.broken != null) fail(set.broken, set.end);
            else if (payloadHeader) rest(new Bytes().wrap(open, 0, at + size), set.end);
            at = payloadHeader ? at + size : set.end;
        }
        rest(open, at);
    }

    /** Sections 7.2.4.6.3 and 7.2.4.6.12. */
    private void discovery(Bytes open, int from) {
        Decoder in = new Decoder(open, from);
        discovery = in.u8();
        if (type == PROBE) {
            information = in.u8();
            if (information == 2 || information == 3) ids(in);
            if (discovery == 1 && !in.cut() && information <= 3) rest(open, in.at());
        } else {
            information = discovery;
            discoverySequence = in.u16();
            if (information == DATA_SET) dataSet(in, open);
            if (information == 3) ids(in);
        }
        if (discovery == 0 || in.cut()) fail("discovery message ends early", Math.min(in.at(), open.length()));
    }

    /** Section 7.2.4.6.4. */
    private void dataSet(Decoder in, Bytes open) {
        writers.add((long) in.u16());
        metaData = MetaData.read(in, fieldIds);
        status = in.u32();
        if (!in.cut()) rest(open, in.at());
    }

    private void ids(Decoder in) {
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            long writer = in.u16();
            if (writers.size() < SETS_MAX) writers.add(writer);
        }
    }

    /** Behind a message only zeros fill up, to a configured size or the least of a frame. */
    private void rest(Bytes bytes, int at) {
        if (!isZero(bytes, at)) fail("octets behind the message", at);
    }

    static boolean isZero(Bytes bytes, int from) {
        for (int at = from; at < bytes.length(); at++) if (bytes.u8(at) != 0) return false;
        return true;
    }
}
