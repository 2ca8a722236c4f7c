package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;
import java.nio.charset.StandardCharsets;

/** OPC UA binary without security: IEC 62541-6:2020 sections 5.2 (encoding), 6.7 and 7.1 (connection), services of part 4. */
public final class OpcUa {
    public static final int PORT = 4840;
    public static final int OPEN = 446;
    public static final int CREATE_SESSION = 461;
    public static final int ACTIVATE_SESSION = 467;
    public static final int READ = 631;
    public static final int WRITE = 673;
    public static final int BROWSE = 527;
    public static final int USER_ACCESS_DENIED = 0x801F_0000;
    /** A response's type is so much more than its request's. */
    private static final int RESPONSE = 3;

    private static final int ANONYMOUS = 321;
    private static final int USER_NAME = 324;
    private static final int FAULT = 397;
    private static final int OBJECTS_FOLDER = 85;
    private static final int HIERARCHICAL = 33;
    private static final int ORGANIZES = 35;
    private static final int VARIABLE = 2;
    private static final int BASE_VARIABLE = 63;
    private static final int BUFFER_BYTES = 65_535;
    private static final int LIFETIME_MILLIS = 3_600_000;
    private static final int NONE = 1;
    private static final int VALUE_ATTRIBUTE = 13;
    private static final int NAMESPACE = 2;
    private static final int FLOAT = 10;
    private static final int VALUE_WITH_SOURCE_TIME = 5;
    private static final String POLICY = "http://opcfoundation.org/UA/SecurityPolicy#None";
    /** 1601 to 1970 in units of 100 ns. */
    private static final long EPOCH = 116_444_736_000_000_000L;

    private OpcUa() {}

    /**
     * What stands before and in every message of a secure channel.
     *
     * @param session authentication token, 0 before there is one
     */
    public record Head(int channel, int token, int sequence, int request, int session, long atNanos) {}

    private static byte[] framed(String kind, Out body) {
        return new Out(8 + body.length())
                .ascii(kind)
                .u32le(8 + body.length())
                .bytes(body)
                .done();
    }

    private static Out text(Out out, String text) {
        if (text == null) return out.u32le(-1);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return out.u32le(bytes.length).bytes(bytes);
    }

    /** Nothing where a string, an array or bytes could be. */
    private static Out nothing(Out out) {
        return out.u32le(-1);
    }

    private static Out type(Out out, int id) {
        return out.octets(1, 0).u16le(id);
    }

    private static Out sizes(Out out) {
        return out.u32le(0).u32le(BUFFER_BYTES).u32le(BUFFER_BYTES).u32le(0).u32le(0);
    }

    public static byte[] hello(String url) {
        return framed("HELF", text(sizes(new Out()), url));
    }

    public static byte[] acknowledge() {
        return framed("ACKF", sizes(new Out()));
    }

    private static Out asked(Head head, int service) {
        Out out = type(new Out(), service);
        if (head.session == 0) out.octets(0, 0);
        else type(out, head.session);
        out.u64le(head.atNanos / 100 + EPOCH).u32le(head.request).u32le(0);
        return nothing(out).u32le(10_000).octets(0, 0, 0);
    }

    private static Out answered(Head head, int service) {
        Out out = type(new Out(), service + RESPONSE)
                .u64le(head.atNanos / 100 + EPOCH)
                .u32le(head.request);
        return out.u32le(0).u8(0).u32le(0).octets(0, 0, 0);
    }

    private static byte[] opening(Head head, Out service) {
        Out body = text(new Out().u32le(head.channel), POLICY);
        nothing(nothing(body));
        return framed("OPNF", body.u32le(head.sequence).u32le(head.request).bytes(service));
    }

    private static byte[] message(Head head, Out service) {
        return framed(
                "MSGF",
                new Out()
                        .u32le(head.channel)
                        .u32le(head.token)
                        .u32le(head.sequence)
                        .u32le(head.request)
                        .bytes(service));
    }

    /** @param renews the channel goes on under a new token */
    public static byte[] open(Head head, boolean renews) {
        Out service = asked(head, OPEN).u32le(0).u32le(renews ? 1 : 0).u32le(NONE);
        return opening(head, nothing(service).u32le(LIFETIME_MILLIS));
    }

    public static byte[] opened(Head head) {
        Out service = answered(head, OPEN).u32le(0).u32le(head.channel).u32le(head.token);
        return opening(head, nothing(service.u64le(head.atNanos / 100 + EPOCH).u32le(LIFETIME_MILLIS)));
    }

    public static byte[] createSession(Head head, String client, String url) {
        Out service = asked(head, CREATE_SESSION);
        text(service, "urn:" + client + ":historian");
        text(service, "urn:works:historian");
        text(service.u8(2), client).u32le(1);
        nothing(nothing(nothing(service)));
        nothing(service);
        text(text(service, url), client + " session");
        nothing(nothing(service));
        return message(head, service.u64le(Double.doubleToLongBits(1_200_000)).u32le(0));
    }

    /** @param token what the client shows from now on */
    public static byte[] sessionCreated(Head head, int token) {
        Out service = type(type(answered(head, CREATE_SESSION), token + 1), token);
        nothing(nothing(service.u64le(Double.doubleToLongBits(1_200_000))));
        nothing(nothing(service));
        return message(head, nothing(nothing(service)).u32le(0));
    }

    public static byte[] activateSession(Head head) {
        Out service = asked(head, ACTIVATE_SESSION);
        nothing(nothing(service));
        nothing(nothing(service));
        Out anonymous = text(new Out(), "anonymous");
        type(service, ANONYMOUS).u8(1).u32le(anonymous.length()).bytes(anonymous);
        return message(head, nothing(nothing(service)));
    }

    /** With a name and a password in clear. */
    public static byte[] activateSession(Head head, String user, String password) {
        Out service = asked(head, ACTIVATE_SESSION);
        nothing(nothing(service));
        nothing(nothing(service));
        Out named = text(text(text(new Out(), "username"), user), password);
        nothing(named);
        type(service, USER_NAME).u8(1).u32le(named.length()).bytes(named);
        return message(head, nothing(nothing(service)));
    }

    /** The service failed as a whole. */
    public static byte[] fault(Head head, int status) {
        Out out = type(new Out(), FAULT).u64le(head.atNanos / 100 + EPOCH).u32le(head.request);
        return message(head, out.u32le(status).u8(0).u32le(0).octets(0, 0, 0));
    }

    /** What hangs below the folder of objects or below a node of the namespace {@value #NAMESPACE}? */
    public static byte[] browse(Head head, String node) {
        Out service =
                asked(head, BROWSE).octets(0, 0).u64le(0).u32le(0).u32le(0).u32le(1);
        if (node == null) service.octets(0, OBJECTS_FOLDER);
        else text(service.u8(3).u16le(NAMESPACE), node);
        return message(
                head, service.u32le(0).octets(0, HIERARCHICAL).u8(1).u32le(0).u32le(63));
    }

    /** Variables by name. */
    public static byte[] browsed(Head head, String... nodes) {
        Out service = answered(head, BROWSE).u32le(1).u32le(0);
        nothing(service).u32le(nodes.length);
        for (String node : nodes) {
            text(service.octets(0, ORGANIZES, 1).u8(3).u16le(NAMESPACE), node);
            text(service.u16le(NAMESPACE), node);
            text(service.u8(2), node).u32le(VARIABLE).octets(0, BASE_VARIABLE);
        }
        return message(head, nothing(service));
    }

    public static byte[] sessionActivated(Head head) {
        return message(head, nothing(nothing(nothing(answered(head, ACTIVATE_SESSION)))));
    }

    private static Out node(Out out, String name) {
        return nothing(text(out.u8(3).u16le(NAMESPACE), name).u32le(VALUE_ATTRIBUTE));
    }

    private static Out value(Out out, float value) {
        return out.u8(FLOAT).u32le(Float.floatToIntBits(value));
    }

    public static byte[] read(Head head, String... nodes) {
        Out service = asked(head, READ).u64le(0).u32le(0).u32le(nodes.length);
        for (String node : nodes) nothing(node(service, node).u16le(0));
        return message(head, service);
    }

    public static byte[] readAnswer(Head head, float... values) {
        Out service = answered(head, READ).u32le(values.length);
        for (float value : values)
            value(service.u8(VALUE_WITH_SOURCE_TIME), value).u64le(head.atNanos / 100 + EPOCH);
        return message(head, nothing(service));
    }

    public static byte[] write(Head head, String node, float value) {
        return message(head, value(node(asked(head, WRITE).u32le(1), node).u8(1), value));
    }

    public static byte[] written(Head head) {
        return message(head, nothing(answered(head, WRITE).u32le(1).u32le(0)));
    }
}
