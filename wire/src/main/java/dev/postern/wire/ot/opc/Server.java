package dev.postern.wire.ot.opc;

import dev.postern.model.Identity.Attribute;

/** What a server and its clients say about themselves: OPC DA 3.00 section 4.3.2.6, OPC Common 1.10 chapters 3 to 5. */
final class Server {
    private static final String[] STATES = {
        "", "running", "failed", "no configuration", "suspended", "test", "communication fault"
    };

    private Server() {}

    /** OPCSERVERSTATUS behind its pointer. */
    static void status(OpcCall call) {
        status(call, true);
    }

    /** OPCEVENTSERVERSTATUS behind its pointer. */
    static void eventStatus(OpcCall call) {
        status(call, false);
    }

    /** The text of the vendor names the product as it likes. */
    private static void status(OpcCall call, boolean ofData) {
        Stub in = call.in;
        if (!in.pointer()) return;
        call.say("start_millis", millis(in));
        call.say("server_millis", millis(in));
        call.say("update_millis", millis(in));
        int state = in.u16();
        call.say("state", state > 0 && state < STATES.length ? STATES[state] : "state " + state);
        if (ofData) {
            call.say("groups", in.u32());
            call.say("bandwidth", in.u32());
        }
        String version = in.u16() + "." + in.u16() + "." + in.u16();
        in.u16();
        String vendor = in.textBehindPointer();
        if (in.cut()) return;
        call.say("vendor_info", vendor);
        call.say("version", version);
        if (vendor.isBlank()) return;
        call.turn.identity(call.turn.source(), Attribute.SOFTWARE, vendor + " " + version, 0.9);
    }

    private static long millis(Stub in) {
        long low = in.u32();
        return Points.millis(in.u32() << 32 | low);
    }

    static void clientName(OpcCall call) {
        call.target = call.in.text();
        if (!call.in.cut() && !call.target.isBlank())
            call.turn.identity(call.turn.source(), Attribute.SOFTWARE, "OPC client " + call.target, 0.7);
    }

    static void shutdown(OpcCall call) {
        call.say("reason", call.in.text());
    }

    /** Programmatic name and description of a server that is installed. */
    static void classDetails(OpcCall call) {
        String name = call.in.textBehindPointer();
        String description = call.in.textBehindPointer();
        if (call.in.cut()) return;
        call.say("prog_id", name);
        call.say("description", description);
        if (!name.isBlank()) call.turn.identity(call.turn.source(), Attribute.SOFTWARE, "OPC server " + name, 0.8);
    }
}
