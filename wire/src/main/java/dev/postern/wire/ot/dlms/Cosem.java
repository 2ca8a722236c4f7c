package dev.postern.wire.ot.dlms;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** An attribute or method of an object: class, logical name ({@code 1-0:1.8.0*255}, IEC 62056-6-1), index. */
record Cosem(int classId, String name, int index, boolean method) {
    private static final int CLOCK = 8, SCRIPTS = 9, ASSOCIATION = 15, IMAGE = 18, SECURITY = 64, DISCONNECTOR = 70;
    private static final int SECRET_ATTRIBUTE = 7;

    static Cosem at(Bytes bytes, int at, boolean method) {
        String name = bytes.u8(at + 2) + "-" + bytes.u8(at + 3) + ":" + bytes.u8(at + 4) + "." + bytes.u8(at + 5) + "."
                + bytes.u8(at + 6) + "*" + bytes.u8(at + 7);
        return new Cosem(bytes.u16(at), name, bytes.u8(at + 8), method);
    }

    String target() {
        return name + (method ? " method " : " attribute ") + index;
    }

    /** What asking this of the object means, by the interface classes of IEC 62056-6-2. */
    Verb verb(Verb service, boolean action) {
        if (service == Verb.READ) return identity(target()) == null ? service : Verb.IDENTIFY;
        return switch (classId) {
            case CLOCK -> Verb.CLOCK;
            case IMAGE -> Verb.FIRMWARE;
            case SECURITY -> Verb.PROTECT;
            case ASSOCIATION ->
                action && index == 1 ? Verb.LOGIN : action || index == SECRET_ATTRIBUTE ? Verb.PROTECT : service;
            case SCRIPTS, DISCONNECTOR -> action ? Verb.OPERATE : service;
            default -> action ? Verb.WRITE : service;
        };
    }

    void describe(Turn.Draft draft) {
        draft.field("class", (long) classId).field("object", name).field(method ? "method" : "attribute", (long) index);
    }

    /** What the value of this attribute says of the meter, or null. */
    static Attribute identity(String target) {
        return switch (target) {
            case "0-0:42.0.0*255 attribute 2" -> Attribute.NAME;
            case "0-0:96.1.0*255 attribute 2" -> Attribute.SERIAL;
            case "1-0:0.2.0*255 attribute 2", "0-0:0.2.0*255 attribute 2" -> Attribute.FIRMWARE;
            case "0-0:96.1.1*255 attribute 2" -> Attribute.MODEL;
            default -> null;
        };
    }

    /** Data-Access-Result and Action-Result, IEC 62056-5-3 clause 9.5. */
    static String resultName(long result) {
        return switch ((int) result) {
            case 1 -> "hardware fault";
            case 2 -> "temporary failure";
            case 3 -> "read-write denied";
            case 4 -> "object undefined";
            case 9 -> "object class inconsistent";
            case 11 -> "object unavailable";
            case 12 -> "type unmatched";
            case 13 -> "scope of access violated";
            case 14 -> "data block unavailable";
            case 15 -> "long get aborted";
            case 16 -> "no long get in progress";
            case 17 -> "long set aborted";
            case 18 -> "no long set in progress";
            case 19 -> "data block number invalid";
            default -> "other reason";
        };
    }
}
