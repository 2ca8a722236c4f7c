package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** GOOSE: IEC 61850-8-1:2011 section 18 and annex A; the head before the data unit: annex C. */
public final class Goose {
    public static final int ETHER_TYPE = 0x88B8;
    private static final int HEAD_BYTES = 8;
    private static final int PDU = 0x61;

    private Goose() {}

    /**
     * What a publisher is, the same in every message.
     *
     * @param control reference of the control block
     * @param dataSet reference of the data set
     */
    public record Publisher(int application, String control, String dataSet, String id, int configuration) {}

    /**
     * @param liveMillis after which a subscriber misses the next
     * @param changedNanos when the data last changed
     * @param state counts changes, {@code sequence} repetitions since
     * @param values boolean each, with quality good
     */
    public static byte[] publish(
            Publisher publisher, int liveMillis, long changedNanos, long state, long sequence, boolean... values) {
        byte[][] data = new byte[2 * values.length][];
        for (int i = 0; i < values.length; i++) {
            data[2 * i] = Ber.element(0x83, new byte[] {(byte) (values[i] ? 1 : 0)});
            data[2 * i + 1] = Ber.element(0x84, new byte[] {3, 0, 0});
        }
        return headed(
                publisher.application,
                Ber.element(
                        PDU,
                        Ber.text(0x80, publisher.control),
                        Ber.integer(0x81, liveMillis),
                        Ber.text(0x82, publisher.dataSet),
                        Ber.text(0x83, publisher.id),
                        Ber.element(0x84, utc(changedNanos)),
                        Ber.integer(0x85, state),
                        Ber.integer(0x86, sequence),
                        Ber.element(0x87, new byte[] {0}),
                        Ber.integer(0x88, publisher.configuration),
                        Ber.element(0x89, new byte[] {0}),
                        Ber.integer(0x8A, data.length),
                        Ber.element(0xAB, data)));
    }

    /** APPID, length, two reserved fields, then the data unit. */
    static byte[] headed(int application, byte[] pdu) {
        return new Out(HEAD_BYTES + pdu.length)
                .u16(application)
                .u16(HEAD_BYTES + pdu.length)
                .u32(0)
                .bytes(pdu)
                .done();
    }

    /** UtcTime: seconds, fraction of a second in 24 bits, quality with ten bits of accuracy. */
    static byte[] utc(long atNanos) {
        long fraction = (atNanos % 1_000_000_000L << 24) / 1_000_000_000L;
        return new Out(8)
                .u32((int) (atNanos / 1_000_000_000L))
                .u24((int) fraction)
                .u8(0x0A)
                .done();
    }
}
