package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** Sampled values: IEC 61850-9-2:2011 section 8; the data set of the 9-2LE guideline: four currents, four voltages, each with quality. */
public final class SampledValues {
    public static final int ETHER_TYPE = 0x88BA;
    private static final int CHANNELS = 8;
    private static final int PDU = 0x60;
    private static final int SYNCHRONISED_GLOBALLY = 2;

    private SampledValues() {}

    /** @param values currents in milliamperes, then voltages in hundredths of a volt */
    public static byte[] publish(int application, String id, int sample, int configuration, int... values) {
        Out data = new Out(CHANNELS * 8);
        for (int value : values) data.u32(value).u32(0);
        byte[] unit = Ber.sequence(
                Ber.text(0x80, id),
                Ber.element(0x82, new Out(2).u16(sample).done()),
                Ber.element(0x83, new Out(4).u32(configuration).done()),
                Ber.element(0x85, new byte[] {SYNCHRONISED_GLOBALLY}),
                Ber.element(0x87, data.done()));
        return Goose.headed(application, Ber.element(PDU, Ber.integer(0x80, 1), Ber.element(0xA2, unit)));
    }
}
