package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** PROFINET on Ethernet: IEC 61158-6-10:2019 sections 4.3 (discovery and configuration) and 4.7 (cyclic data of class 1). */
public final class Profinet {
    public static final int ETHER_TYPE = 0x8892;
    public static final long IDENTIFY_GROUP = 0x010E_CF00_0000L;
    public static final int DATA_BYTES = 40;

    private static final int IDENTIFY = 0xFEFE;
    private static final int IDENTIFIED = 0xFEFF;
    private static final int PRIMARY_VALID_RUNNING = 0x35;
    private static final int GOOD = 0x80;

    private Profinet() {}

    /** Who is there? Everybody answers within a little over a second. */
    public static byte[] identifyAll(int transaction) {
        return new Out()
                .u16(IDENTIFY)
                .octets(5, 0)
                .u32(transaction)
                .u16(0x80)
                .u16(4)
                .octets(0xFF, 0xFF, 0, 0)
                .done();
    }

    /** Who has this name? */
    public static byte[] identify(int transaction, String name) {
        Out block = new Out().octets(2, 2).u16(name.length()).ascii(name);
        block.zeros(block.length() & 1);
        return new Out()
                .u16(IDENTIFY)
                .octets(5, 0)
                .u32(transaction)
                .u16(1)
                .u16(block.length())
                .bytes(block)
                .done();
    }

    /** @param role 1 device, 2 controller */
    public static byte[] identified(
            int transaction, String type, String name, int device, int role, int ip, int gateway) {
        Out blocks = new Out();
        block(blocks, 2, 1, 0, new Out().ascii(type));
        block(blocks, 2, 2, 0, new Out().ascii(name));
        block(blocks, 2, 3, 0, new Out().u16(0x2A).u16(device));
        block(blocks, 2, 4, 0, new Out().octets(role, 0));
        block(blocks, 1, 2, 1, new Out().u32(ip).u32(0xFFFF_FF00).u32(gateway));
        return new Out()
                .u16(IDENTIFIED)
                .octets(5, 1)
                .u32(transaction)
                .u16(0)
                .u16(blocks.length())
                .bytes(blocks)
                .done();
    }

    private static void block(Out out, int option, int suboption, int info, Out value) {
        out.octets(option, suboption).u16(2 + value.length()).u16(info).bytes(value);
        out.zeros(value.length() & 1);
    }

    /** A control or status word and a speed, each in its slot with its state, in a frame of the shortest length. */
    public static byte[] cyclic(int frame, int word, int speed, int cycle) {
        Out data = new Out(DATA_BYTES).u16(word).u16(speed).octets(GOOD, GOOD, GOOD);
        return new Out()
                .u16(frame)
                .bytes(data)
                .zeros(DATA_BYTES - data.length())
                .u16(cycle)
                .octets(PRIMARY_VALID_RUNNING, 0)
                .done();
    }
}
