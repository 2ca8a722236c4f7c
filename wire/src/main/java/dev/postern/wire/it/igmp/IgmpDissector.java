package dev.postern.wire.it.igmp;

import dev.postern.model.Address;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** Who listens to which group, and which router asks. Stateless; reads at most {@link #RECORDS_MAX} records of a report. */
public final class IgmpDissector implements Dissector {
    static final int PROTOCOL = 2;
    static final int RECORDS_MAX = 64;
    private static final int TYPE = 0, RESPONSE_TIME = 1, GROUP = 4, RECORD_COUNT = 6, RECORDS = 8;
    private static final int QUERY = 0x11,
            REPORT1 = 0x12,
            DVMRP = 0x13,
            PIM1 = 0x14,
            REPORT2 = 0x16,
            LEAVE = 0x17,
            REPORT3 = 0x22;
    private static final int QUERY3_BYTES = 12;
    private static final int MESSAGE_BYTES = 8;
    private static final String[] RECORD_TYPES = {
        "", "is include", "is exclude", "to include", "to exclude", "allow", "block"
    };

    @Override
    public String protocol() {
        return "igmp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.IP && port == PROTOCOL;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.IP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        boolean known = switch (pending.u8(TYPE)) {
            case QUERY, REPORT1, DVMRP, PIM1, REPORT2, LEAVE, REPORT3 -> true;
            default -> false;
        };
        return known && pending.has(0, MESSAGE_BYTES) ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < MESSAGE_BYTES) {
            turn.malformed("message ends early", pending.length());
            return pending.length();
        }
        int type = pending.u8(TYPE);
        switch (type) {
            case QUERY -> query(pending, turn);
            case REPORT1, REPORT2 -> report(pending, turn, type == REPORT1 ? 1 : 2);
            case LEAVE ->
                turn.message("leave", Verb.SESSION, Outcome.NOTICE)
                        .target(group(pending, GROUP))
                        .field("type", (long) type)
                        .field("version", 2L)
                        .field("group", group(pending, GROUP))
                        .emit();
            case REPORT3 -> records(pending, turn);
            default ->
                turn.message(
                                type == DVMRP ? "dvmrp" : type == PIM1 ? "pim" : "type " + type,
                                Verb.OTHER,
                                Outcome.NOTICE)
                        .field("type", (long) type)
                        .emit();
        }
        return pending.length();
    }

    private static void query(Bytes pending, Turn turn) {
        boolean third = pending.length() >= QUERY3_BYTES;
        long version = third ? 3 : pending.u8(RESPONSE_TIME) == 0 ? 1 : 2;
        boolean general = pending.u32(GROUP) == 0;
        Turn.Draft draft = turn.message("query", Verb.OTHER, Outcome.NOTICE)
                .target(general ? "" : group(pending, GROUP))
                .field("type", (long) QUERY)
                .field("version", version)
                .field("response_time", (long) pending.u8(RESPONSE_TIME))
                .field("group", group(pending, GROUP));
        if (third) draft.field("interval", (long) pending.u8(9)).field("sources", (long) pending.u16(10));
        draft.emit();
    }

    private static void report(Bytes pending, Turn turn, long version) {
        turn.message("report", Verb.SESSION, Outcome.NOTICE)
                .target(group(pending, GROUP))
                .field("type", (long) pending.u8(TYPE))
                .field("version", version)
                .field("group", group(pending, GROUP))
                .emit();
    }

    private static void records(Bytes pending, Turn turn) {
        int count = pending.u16(RECORD_COUNT);
        List<Object> groups = new ArrayList<>();
        List<Object> types = new ArrayList<>();
        int at = RECORDS;
        for (int i = 0; i < Math.min(count, RECORDS_MAX); i++) {
            if (!pending.has(at, 8)) {
                turn.malformed("record ends early", pending.length());
                break;
            }
            int type = pending.u8(at);
            types.add(type < RECORD_TYPES.length ? RECORD_TYPES[type] : "type " + type);
            groups.add(group(pending, at + 4));
            at += 8 + 4 * pending.u16(at + 2) + 4 * pending.u8(at + 1);
        }
        turn.message("report", Verb.SESSION, Outcome.NOTICE)
                .target(groups.isEmpty() ? "" : groups.getFirst().toString())
                .field("type", (long) REPORT3)
                .field("version", 3L)
                .field("records", (long) count)
                .field("group", groups.size() == 1 ? groups.getFirst() : groups)
                .field("record_type", types.size() == 1 ? types.getFirst() : types)
                .emit();
    }

    private static String group(Bytes pending, int at) {
        return Address.ipv4(pending.i32(at)).toString();
    }
}
