package dev.postern.wire.ot.opc;

/** Groups of items: IOPCServer and IOPCGroupStateMgt, OPC DA 3.00 sections 4.3.2 and 4.4.1. */
final class Groups {
    private Groups() {}

    static void add(OpcCall call) {
        Stub in = call.in;
        String name = in.text();
        boolean active = in.flag();
        long rate = in.u32();
        long client = in.u32();
        call.target = name;
        call.asks = new Question(call.object, name, client, Question.NO_ITEMS, Question.NO_HANDLES);
        call.say("active", active);
        call.say("update_rate", rate);
        call.say("client_group", client);
        if (in.pointer()) call.say("time_bias", (long) (int) in.u32());
        if (in.pointer()) call.say("deadband", (double) Float.intBitsToFloat((int) in.u32()));
        call.say("locale", in.u32());
    }

    static void added(OpcCall call) {
        long server = call.in.u32();
        call.say("server_group", server);
        call.say("update_rate", call.in.u32());
        Stub.Reference reference = call.in.reference();
        Question asked = call.question;
        if (reference != null)
            call.state.opened(reference, new OpcState.Group(asked.name(), server, asked.group()), call.turn);
    }

    static void byName(OpcCall call) {
        call.target = call.in.text();
        call.asks = new Question(call.object, call.target, 0, Question.NO_ITEMS, Question.NO_HANDLES);
    }

    static void found(OpcCall call) {
        Stub.Reference reference = call.in.reference();
        if (reference != null) call.state.found(reference, call.question.name(), call.turn);
    }

    static void remove(OpcCall call) {
        long server = call.in.u32();
        call.target = call.state.group(server);
        call.asks = new Question(call.object, "", server, Question.NO_ITEMS, Question.NO_HANDLES);
        call.say("server_group", server);
        call.say("force", call.in.flag());
    }

    static void removed(OpcCall call) {
        call.state.closed(call.question.group());
    }

    static void ofObject(OpcCall call) {
        call.target = call.state.group(call.object);
    }

    static void state(OpcCall call) {
        Stub in = call.in;
        call.say("update_rate", in.u32());
        call.say("active", in.flag());
        String name = in.textBehindPointer();
        call.target = name;
        call.say("name", name);
        call.say("time_bias", (long) (int) in.u32());
        call.say("deadband", (double) Float.intBitsToFloat((int) in.u32()));
        call.say("locale", in.u32());
        long client = in.u32();
        long server = in.u32();
        call.say("client_group", client);
        call.say("server_group", server);
        if (!in.cut()) call.state.described(call.object, new OpcState.Group(name, server, client), call.turn);
    }

    static void setState(OpcCall call) {
        Stub in = call.in;
        ofObject(call);
        if (in.pointer()) call.say("update_rate", in.u32());
        if (in.pointer()) call.say("active", in.flag());
        if (in.pointer()) call.say("time_bias", (long) (int) in.u32());
        if (in.pointer()) call.say("deadband", (double) Float.intBitsToFloat((int) in.u32()));
        if (in.pointer()) call.say("locale", in.u32());
        if (in.pointer()) call.say("client_group", in.u32());
    }

    static void rate(OpcCall call) {
        call.say("update_rate", call.in.u32());
    }

    static void setName(OpcCall call) {
        byName(call);
        call.say("former", call.state.group(call.object));
    }

    static void renamed(OpcCall call) {
        call.state.renamed(call.question.object(), call.question.name());
    }
}
