package dev.postern.model;

/**
 * One captured frame, laid over bytes that it does not own. Reused by whoever reads captures; the bytes under it never change after
 * the frame was handed out, so a copy of the fields is a copy of the frame.
 */
public final class Frame {
    /** {@link #vlanTci} of a frame whose tag, if any, is still in its bytes. */
    public static final int NO_VLAN = -1;

    /** Holds the frame from {@link #offset}, {@link #capturedBytes} long. Never written to. */
    public byte[] data;

    public int offset;
    /** Bytes present; less than {@link #wireBytes} where the capture was cut. */
    public int capturedBytes;
    /** Bytes that were on the wire. */
    public int wireBytes;
    /** Nanoseconds since the epoch. */
    public long atNanos;
    /** LINKTYPE_ value of the pcap registry: 1 Ethernet, 0 null, 101 raw IP, 113 and 276 Linux cooked. */
    public int linkType;
    /** 802.1Q tag control information taken off by the network card, or {@link #NO_VLAN}. */
    public int vlanTci = NO_VLAN;
    /** Ordinal of the capture or interface in its home. */
    public int capture;
    /** 1-based number within its capture. */
    public long number;
    /** Position in everything this home ever read; strictly rising. */
    public long order;
    /** Begins before the home's clock: is judged, teaches nothing. */
    public boolean late;

    public void copyFrom(Frame other) {
        data = other.data;
        offset = other.offset;
        capturedBytes = other.capturedBytes;
        wireBytes = other.wireBytes;
        atNanos = other.atNanos;
        linkType = other.linkType;
        vlanTci = other.vlanTci;
        capture = other.capture;
        number = other.number;
        order = other.order;
        late = other.late;
    }

    /** The fixed part of what is observed in this frame. */
    public Stamp stamp() {
        return new Stamp(atNanos, order, capture, number, late);
    }
}
