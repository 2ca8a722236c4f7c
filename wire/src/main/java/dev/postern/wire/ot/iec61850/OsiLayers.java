package dev.postern.wire.ot.iec61850;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * What stands between COTP and MMS in one data unit: session (X.225), presentation (X.226), association control (X.227). Some stacks
 * leave them all out and put MMS right into COTP.
 *
 * <pre>{@code
 * session       type, length, parameters | user data       data: 01 00 01 00, then user data to the end
 * presentation  31 { A2 { ... 61 } } to connect, 61 { 30 { 02 context, A0 { value } } } for data
 * ACSE          60 request, 61 response, 62 63 release, 64 abort; BE { 28 { 02 context, A0 { MMS } } }
 * }</pre>
 */
final class OsiLayers {
    static final int NONE = -1;
    static final int CONNECT = 13, ACCEPT = 14, REFUSE = 12, FINISH = 9, DISCONNECT = 10, NOT_FINISHED = 8;
    static final int ABORT = 25, ABORT_ACCEPT = 26, DATA = 1;
    static final int ACSE_REQUEST = 0x60, ACSE_RESPONSE = 0x61, ACSE_RELEASE = 0x62, ACSE_RELEASED = 0x63;
    static final int ACSE_ABORT = 0x64;
    private static final int USER_DATA = 193, EXTENDED_USER_DATA = 194;
    private static final int EXTENDED_LENGTH = 0xFF;
    private static final int MMS_FIRST = 0xA0, MMS_LAST = 0xAD;
    private static final int CANCEL_REQUEST = 0x85,
            CANCEL_RESPONSE = 0x86,
            CONCLUDE_REQUEST = 0x8B,
            CONCLUDE_RESPONSE = 0x8C;
    private static final int DEPTH_MAX = 8;

    private final Bytes bytes;
    /** Session unit, or {@link #NONE} without that layer. */
    int session = NONE;
    /** Association unit, or {@link #NONE}. */
    int acse = NONE;
    /** Where the MMS unit stands, or {@link #NONE}. */
    int mms = NONE;

    int mmsEnd;
    /** Rule that the layers break, or null. */
    String broken;

    int brokenAt;
    private String context;
    private String calledTitle;
    private String callingTitle;
    private String calledQualifier;
    private String callingQualifier;
    private String mechanism;
    private boolean authenticates;
    private long result = NONE;
    private long diagnostic = NONE;
    private long presentationReason = NONE;

    private OsiLayers(Bytes bytes) {
        this.bytes = bytes;
    }

    static OsiLayers read(Bytes unit) {
        OsiLayers layers = new OsiLayers(unit);
        if (isMms(unit.u8(0))) {
            layers.mms = 0;
            layers.mmsEnd = unit.length();
        } else {
            layers.session();
        }
        return layers;
    }

    static boolean isMms(int tag) {
        return tag >= MMS_FIRST && tag <= MMS_LAST
                || tag == CANCEL_REQUEST
                || tag == CANCEL_RESPONSE
                || tag == CONCLUDE_REQUEST
                || tag == CONCLUDE_RESPONSE;
    }

    private void session() {
        // "Give tokens" without parameters precedes data and stands for nothing.
        int at = bytes.u16(0) == DATA << 8 && bytes.length() > 2 ? 2 : 0;
        session = bytes.u8(at++);
        int length = bytes.u8(at++);
        if (length == EXTENDED_LENGTH) {
            length = bytes.u16(at);
            at += 2;
        }
        int end = at + length;
        if (end > bytes.length()) {
            broke("session unit ends early", at);
            return;
        }
        if (session == DATA) {
            presentation(end, bytes.length(), 0);
            return;
        }
        while (at < end) {
            int code = bytes.u8(at++);
            int size = bytes.u8(at++);
            if (size == EXTENDED_LENGTH) {
                size = bytes.u16(at);
                at += 2;
            }
            if (at + size > end) {
                broke("session parameter beyond its unit", at);
                return;
            }
            if (code == USER_DATA || code == EXTENDED_USER_DATA) presentation(at, at + size, 0);
            at += size;
        }
    }

    private void broke(String rule, int at) {
        if (broken != null) return;
        broken = rule;
        brokenAt = Math.min(at, bytes.length());
    }

    /** Follows what may hold user data down to it. */
    private void presentation(int from, int to, int depth) {
        Ber ber = new Ber(bytes, from, to);
        while (depth < DEPTH_MAX && ber.next()) {
            switch (ber.tag()) {
                case 0x31, 0xA2, 0xA0, 0x30 -> presentation(ber.body(), ber.end(), depth + 1);
                case 0x60, 0x61 -> userData(ber);
                case 0x8A -> presentationReason = ber.unsigned();
                default -> {
                    // Selectors, contexts and requirements: settled for the connection, of no interest here.
                }
            }
        }
        if (ber.broken()) broke("presentation element does not fit", ber.at());
    }

    private void userData(Ber ber) {
        if (ber.tag() == 0x60) {
            application(ber.body(), ber.end());
            return;
        }
        Ber lists = ber.inside();
        while (lists.next()) if (lists.tag() == 0x30) values(lists.inside());
        if (lists.broken()) broke("presentation data list does not fit", lists.at());
    }

    private void values(Ber list) {
        while (list.next()) if (list.tag() == 0xA0 || list.tag() == 0x81) application(list.body(), list.end());
        if (list.broken()) broke("presentation data does not fit", list.at());
    }

    /** Tags of ACSE and MMS differ, so the context need not be known. */
    private void application(int from, int to) {
        if (isMms(bytes.u8(from))) {
            mms = from;
            mmsEnd = to;
            return;
        }
        Ber ber = new Ber(bytes, from, to);
        if (!ber.next()) return;
        if (ber.tag() >= ACSE_REQUEST && ber.tag() <= ACSE_ABORT) {
            acse = ber.tag();
            association(ber.inside(), acse == ACSE_RESPONSE);
        }
    }

    private void association(Ber ber, boolean response) {
        while (ber.next()) {
            switch (ber.tag()) {
                case 0xA1 -> context = name(ber);
                case 0xA2 -> {
                    if (response) result = number(ber);
                    else calledTitle = name(ber);
                }
                case 0xA3 -> {
                    if (response) diagnostic = number(ber);
                    else calledQualifier = name(ber);
                }
                case 0xA4 -> callingTitle = response ? name(ber) : callingTitle;
                case 0xA6 -> callingTitle = name(ber);
                case 0xA5, 0xA7 -> callingQualifier = name(ber);
                case 0x8B -> mechanism = ber.objectId();
                case 0x89 -> mechanism = response ? ber.objectId() : mechanism;
                case 0xAC -> authenticates = true;
                case 0xBE -> information(ber.inside());
                default -> {
                    // Versions, requirements, invocation ids.
                }
            }
        }
        if (ber.broken()) broke("association element does not fit", ber.at());
    }

    /** User information: EXTERNAL around the first MMS unit. */
    private void information(Ber ber) {
        while (ber.next()) if (ber.tag() == 0x28) values(ber.inside());
    }

    private String name(Ber outer) {
        Ber ber = outer.inside();
        if (!ber.next()) return null;
        return switch (ber.tag()) {
            case 0x06 -> ber.objectId();
            case 0x02 -> Long.toString(ber.integer());
            default -> null;
        };
    }

    /** The number within, through one more wrapping where there is one. */
    private static long number(Ber outer) {
        Ber ber = outer.inside();
        if (!ber.next()) return NONE;
        if (ber.tag() == 0x02) return ber.integer();
        Ber inner = ber.inside();
        return inner.next() ? inner.integer() : NONE;
    }

    boolean authenticates() {
        return authenticates;
    }

    /** Result of the association: 0 accepted. */
    boolean refused() {
        return result > 0 || session == REFUSE;
    }

    void describe(Turn.Draft draft) {
        draft.field("application_context", context)
                .field("called_title", calledTitle)
                .field("called_qualifier", calledQualifier)
                .field("calling_title", callingTitle)
                .field("calling_qualifier", callingQualifier)
                .field("mechanism", mechanism);
        if (authenticates) draft.field("authentication", true);
        if (result >= 0) draft.field("result", result);
        if (diagnostic >= 0) draft.field("diagnostic", diagnostic);
        if (presentationReason >= 0) draft.field("presentation_reason", presentationReason);
    }
}
