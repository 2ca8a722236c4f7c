package dev.postern.plant.protocol;

/** SNMPv2c: RFC 1901, RFC 3416 section 3; objects of RFC 3418 and RFC 2863. */
public final class Snmp {
    public static final int PORT = 161;
    private static final int VERSION_2C = 1;
    private static final int GET = 0xA0;
    private static final int RESPONSE = 0xA2;
    private static final int TIME_TICKS = 0x43;
    private static final int COUNTER = 0x41;
    private static final int[] UPTIME = {1, 3, 6, 1, 2, 1, 1, 3, 0};
    private static final int[] IN_OCTETS = {1, 3, 6, 1, 2, 1, 2, 2, 1, 10, 1};
    private static final int[] OUT_OCTETS = {1, 3, 6, 1, 2, 1, 2, 2, 1, 16, 1};

    private Snmp() {}

    private static byte[] message(int kind, String community, int request, byte[] uptime, byte[] in, byte[] out) {
        return Ber.sequence(
                Ber.integer(VERSION_2C),
                Ber.text(Ber.OCTETS, community),
                Ber.element(
                        kind,
                        Ber.integer(request),
                        Ber.integer(0),
                        Ber.integer(0),
                        Ber.sequence(
                                Ber.sequence(Ber.object(UPTIME), uptime),
                                Ber.sequence(Ber.object(IN_OCTETS), in),
                                Ber.sequence(Ber.object(OUT_OCTETS), out))));
    }

    /** How long it has been up, and the octets of its first interface. */
    public static byte[] ask(String community, int request) {
        byte[] nothing = Ber.element(Ber.NULL);
        return message(GET, community, request, nothing, nothing, nothing);
    }

    public static byte[] tell(String community, int request, long upTicks, long inOctets, long outOctets) {
        return message(
                RESPONSE,
                community,
                request,
                Ber.integer(TIME_TICKS, upTicks & 0xFFFF_FFFFL),
                Ber.integer(COUNTER, inOctets & 0xFFFF_FFFFL),
                Ber.integer(COUNTER, outOctets & 0xFFFF_FFFFL));
    }
}
