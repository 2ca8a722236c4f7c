package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** Calls of the service control manager, MS-SCMR section 3.1.4: operation numbers, parameters and results as NDR has them. */
public final class ServiceControl {
    public static final int CLOSE = 0;
    public static final int DELETE = 2;
    public static final int STATUS = 6;
    public static final int CREATE = 12;
    public static final int OPEN_MANAGER = 15;
    public static final int START = 19;

    private static final int HANDLE_BYTES = 20;
    private static final int ALL_ACCESS = 0x000F_003F;
    private static final int OWN_PROCESS = 0x10;
    private static final int ON_DEMAND = 3;
    private static final int REFERENT = 0x0002_0000;

    private ServiceControl() {}

    private static Out text(Out out, String text) {
        int characters = text.length() + 1;
        out.u32le(characters).u32le(0).u32le(characters).utf16le(text).u16le(0);
        return out.zeros(-out.length() & 3);
    }

    private static Out handle(Out out, int which) {
        return out.u32le(0).u64(0x5D1F_9A30_1122_4455L + which).u64(0x0A0B_0C0D_0E0F_1011L);
    }

    public static byte[] openManager(String machine) {
        return text(new Out().u32le(REFERENT), "\\\\" + machine)
                .u32le(0)
                .u32le(ALL_ACCESS)
                .done();
    }

    /** A handle and success. */
    public static byte[] opened(int which) {
        return handle(new Out(), which).u32le(0).done();
    }

    public static byte[] create(String name, String path) {
        Out out = text(handle(new Out(), 1), name);
        text(out.u32le(REFERENT), name)
                .u32le(ALL_ACCESS)
                .u32le(OWN_PROCESS)
                .u32le(ON_DEMAND)
                .u32le(0);
        return text(out, path).zeros(7 * 4).done();
    }

    public static byte[] created() {
        return handle(new Out().u32le(0), 2).u32le(0).done();
    }

    /** The handle alone: delete, status, close. */
    public static byte[] of(int which) {
        return handle(new Out(), which).done();
    }

    public static byte[] start() {
        return handle(new Out(), 2).u32le(0).u32le(0).done();
    }

    public static byte[] success() {
        return new byte[4];
    }

    /** Running. */
    public static byte[] status() {
        return new Out()
                .u32le(OWN_PROCESS)
                .u32le(4)
                .u32le(1)
                .u32le(0)
                .u32le(0)
                .u32le(0)
                .u32le(0)
                .u32le(0)
                .done();
    }

    public static byte[] closed() {
        return new byte[HANDLE_BYTES + 4];
    }
}
