package dev.postern.plant;

import dev.postern.plant.protocol.Rpc;
import dev.postern.plant.site.RpcVisit;

/** OPC Classic as everybody who looks for servers asks: which are there, how do they stand, what are their names. */
final class OpcNames {
    private static final int ENUMERATE_CLASSES = 3;
    private static final int CLASS_DETAILS = 4;
    private static final int GET_STATUS = 6;
    private static final int BROWSE = 5;

    private OpcNames() {}

    /** @param branches how often it asks for names; gives the time it is over */
    static long ask(long nowNanos, RpcVisit visit, String user, int branches) {
        long at = visit.activate(nowNanos, Rpc.OPC_SERVERS, user);
        if (!visit.isOpen()) return at;
        at = visit.call(at + 2_000_000, ENUMERATE_CLASSES, 96, 64);
        at = visit.call(at + 2_000_000, CLASS_DETAILS, 48, 160);
        at = visit.alter(at + 2_000_000, Rpc.OPC_SERVER);
        at = visit.call(at + 1_000_000, GET_STATUS, 32, 192);
        at = visit.alter(at + 2_000_000, Rpc.OPC_NAMES);
        for (int i = 0; i < branches; i++) at = visit.call(at + 1_000_000, BROWSE, 96, 480);
        return visit.close(at + 5_000_000);
    }
}
