package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/**
 * MMS over the OSI stack of TCP, as IEC 61850-8-1 profiles it: RFC 1006, ISO 8073 class 0, ISO 8327-1 section 8, ISO 8823-1 section 8,
 * ISO 8650-1, ISO 9506-2.
 */
public final class Mms {
    public static final int PORT = 102;
    private static final int[] MMS_ABSTRACT = {1, 0, 9506, 2, 1};
    private static final int[] MMS_CONTEXT = {1, 0, 9506, 2, 3};
    private static final int[] ACSE = {2, 2, 1, 0, 1};
    private static final int[] BASIC_ENCODING = {2, 1, 1};
    private static final int ACSE_CONTEXT = 1;
    private static final int MMS_CONTEXT_ID = 3;
    private static final int NAMED_VARIABLES = 0;
    private static final int DOMAINS = 9;
    private static final int REMOTE_CONTROL = 3;
    private static final int PDU_BYTES = 65_000;

    private Mms() {}

    private static byte[] tpkt(byte[] cotp) {
        return new Out(4 + cotp.length)
                .octets(3, 0)
                .u16(4 + cotp.length)
                .bytes(cotp)
                .done();
    }

    private static byte[] data(byte[] session) {
        return tpkt(
                new Out(3 + session.length).octets(2, 0xF0, 0x80).bytes(session).done());
    }

    /** Transport connection. */
    public static byte[] connect() {
        return tpkt(new Out()
                .octets(17, 0xE0, 0, 0, 0, 1, 0, 0xC0, 1, 13, 0xC2, 2, 0, 1, 0xC1, 2, 0, 1)
                .done());
    }

    public static byte[] connected() {
        return tpkt(new Out()
                .octets(17, 0xD0, 0, 1, 0, 2, 0, 0xC0, 1, 13, 0xC2, 2, 0, 1, 0xC1, 2, 0, 1)
                .done());
    }

    /** Session connect, presentation connect, association request, initiate request. */
    public static byte[] initiate() {
        byte[] mms = parameters(0xA8);
        byte[] associate = Ber.element(
                0x60, Ber.element(0xA1, Ber.object(MMS_CONTEXT)), Ber.element(0xBE, external(MMS_CONTEXT_ID, mms)));
        byte[] contexts = Ber.element(0xA4, offered(ACSE_CONTEXT, ACSE), offered(MMS_CONTEXT_ID, MMS_ABSTRACT));
        byte[] presentation = Ber.element(
                0x31,
                Ber.element(0xA0, Ber.integer(0x80, 1)),
                Ber.element(
                        0xA2,
                        Ber.element(0x81, selector()),
                        Ber.element(0x82, selector()),
                        contexts,
                        user(ACSE_CONTEXT, associate)));
        return data(session(0x0D, presentation));
    }

    /** Sizes, nesting, version and services: what the initiate request offers and its answer takes. */
    private static byte[] parameters(int tag) {
        return Ber.element(
                tag,
                Ber.integer(0x80, PDU_BYTES),
                Ber.integer(0x81, 5),
                Ber.integer(0x82, 5),
                Ber.integer(0x83, 10),
                Ber.element(
                        0xA4,
                        Ber.integer(0x80, 1),
                        Ber.element(0x81, new byte[] {5, (byte) 0xF1, 0}),
                        Ber.element(
                                0x82, new byte[] {3, (byte) 0xEE, 0x1C, 0, 0, 4, 8, 0, 0, 0x79, (byte) 0xEF, 0x18})));
    }

    public static byte[] initiated() {
        byte[] mms = parameters(0xA9);
        byte[] associated = Ber.element(
                0x61,
                Ber.element(0xA1, Ber.object(MMS_CONTEXT)),
                Ber.element(0xA2, Ber.integer(0)),
                Ber.element(0xA3, Ber.element(0xA1, Ber.integer(0))),
                Ber.element(0xBE, external(MMS_CONTEXT_ID, mms)));
        byte[] result = Ber.sequence(Ber.integer(0x80, 0), Ber.element(0x81, content(Ber.object(BASIC_ENCODING))));
        byte[] presentation = Ber.element(
                0x31,
                Ber.element(0xA0, Ber.integer(0x80, 1)),
                Ber.element(
                        0xA2,
                        Ber.element(0x83, selector()),
                        Ber.element(0xA5, result, result),
                        user(ACSE_CONTEXT, associated)));
        return data(session(0x0E, presentation));
    }

    private static byte[] selector() {
        return new byte[] {0, 0, 0, 1};
    }

    private static byte[] content(byte[] element) {
        return java.util.Arrays.copyOfRange(element, 2, element.length);
    }

    private static byte[] offered(int context, int[] syntax) {
        return Ber.sequence(Ber.integer(context), Ber.object(syntax), Ber.sequence(Ber.object(BASIC_ENCODING)));
    }

    private static byte[] external(int context, byte[] mms) {
        return Ber.element(0x28, Ber.object(BASIC_ENCODING), Ber.integer(context), Ber.element(0xA0, mms));
    }

    /** Fully encoded presentation data. */
    private static byte[] user(int context, byte[] value) {
        return Ber.element(0x61, Ber.sequence(Ber.integer(context), Ber.element(0xA0, value)));
    }

    /** Connect (13) or accept (14): version 2, duplex, selectors, then the presentation as user data. */
    private static byte[] session(int kind, byte[] presentation) {
        Out body = new Out().octets(5, 6, 0x13, 1, 0, 0x16, 1, 2).octets(0x14, 2, 0, 2);
        if (kind == 0x0D) body.octets(0x33, 2, 0, 1);
        body.octets(0x34, 2, 0, 1).u8(0xC1);
        if (presentation.length < 0xFF) body.u8(presentation.length);
        else body.u8(0xFF).u16(presentation.length);
        body.bytes(presentation);
        Out out = new Out().u8(kind);
        if (body.length() < 0xFF) out.u8(body.length());
        else out.u8(0xFF).u16(body.length());
        return out.bytes(body).done();
    }

    private static byte[] carried(byte[] mms) {
        return data(
                new Out().octets(1, 0, 1, 0).bytes(user(MMS_CONTEXT_ID, mms)).done());
    }

    private static byte[] variable(String domain, String item) {
        return Ber.element(0xA0, Ber.element(0xA1, Ber.text(0x1A, domain), Ber.text(0x1A, item)));
    }

    /** Reads named variables of a logical device. */
    public static byte[] read(int invocation, String domain, String... items) {
        byte[][] all = new byte[items.length][];
        for (int i = 0; i < items.length; i++) all[i] = Ber.sequence(variable(domain, items[i]));
        return carried(Ber.element(
                0xA0, Ber.integer(invocation), Ber.element(0xA4, Ber.element(0xA1, Ber.element(0xA0, all)))));
    }

    /** Values as {@link #number}, {@link #structure} and their like. */
    public static byte[] readAnswer(int invocation, byte[]... values) {
        return carried(Ber.element(0xA1, Ber.integer(invocation), Ber.element(0xA4, Ber.element(0xA1, values))));
    }

    public static byte[] write(int invocation, String domain, String item, byte[] value) {
        return carried(Ber.element(
                0xA0,
                Ber.integer(invocation),
                Ber.element(0xA5, Ber.element(0xA0, Ber.sequence(variable(domain, item))), Ber.element(0xA0, value))));
    }

    public static byte[] written(int invocation) {
        return carried(Ber.element(0xA1, Ber.integer(invocation), Ber.element(0xA5, Ber.element(0x81))));
    }

    /** Which logical devices are there? */
    public static byte[] devices(int invocation) {
        return nameList(invocation, DOMAINS, Ber.element(0x80));
    }

    /** Which variables does a logical device have? */
    public static byte[] variables(int invocation, String domain) {
        return nameList(invocation, NAMED_VARIABLES, Ber.text(0x81, domain));
    }

    private static byte[] nameList(int invocation, int kind, byte[] scope) {
        return carried(Ber.element(
                0xA0,
                Ber.integer(invocation),
                Ber.element(0xA1, Ber.element(0xA0, Ber.integer(0x80, kind)), Ber.element(0xA1, scope))));
    }

    public static byte[] names(int invocation, String... names) {
        byte[][] all = new byte[names.length][];
        for (int i = 0; i < names.length; i++) all[i] = Ber.text(0x1A, names[i]);
        return carried(Ber.element(
                0xA1, Ber.integer(invocation), Ber.element(0xA1, Ber.element(0xA0, all), Ber.bool(0x81, false))));
    }

    /** Data: the structure Oper of a controllable position, IEC 61850-8-1 annex E: value, origin, number, time, test, checks. */
    public static byte[] operate(boolean on, String origin, int number, long atNanos) {
        return structure(
                Ber.bool(0x83, on),
                structure(Ber.integer(0x85, REMOTE_CONTROL), Ber.text(0x89, origin)),
                Ber.integer(0x86, number),
                time(atNanos),
                Ber.bool(0x83, false),
                Ber.element(0x84, new byte[] {6, 0}));
    }

    /** Data: Integer. */
    public static byte[] integer(int value) {
        return Ber.integer(0x85, value);
    }

    /** Data: FloatingPoint of 32 bits. */
    public static byte[] number(float value) {
        return Ber.element(
                0x87, new Out(5).u8(8).u32(Float.floatToIntBits(value)).done());
    }

    /** Data: BIT STRING of 13 bits, all clear: quality good. */
    public static byte[] quality() {
        return Ber.element(0x84, new byte[] {3, 0, 0});
    }

    public static byte[] time(long atNanos) {
        return Ber.element(0x91, Goose.utc(atNanos));
    }

    /** Data: Dbpos, a BIT STRING of two bits, off is 01 and on is 10. */
    public static byte[] position(boolean on) {
        return Ber.element(0x84, new byte[] {6, (byte) (on ? 0x80 : 0x40)});
    }

    public static byte[] structure(byte[]... members) {
        return Ber.element(0xA2, members);
    }
}
