package dev.postern.wire.ot.s7comm;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Turn;
import java.util.HashMap;
import java.util.List;

/**
 * Objects as they are created and explored: a tree of elements with attributes. Read without keeping the tree: what a session says of its two
 * ends, the first object's class and name. At most {@link #ELEMENTS_MAX} elements.
 */
final class PlusObjects {
    static final int ELEMENTS_MAX = 512;
    private static final int OBJECT = 0xA1, END = 0xA2, ATTRIBUTE = 0xA3, RELATION = 0xA4;
    private static final int NAME = 233,
            CLIENT_SOFTWARE = 297,
            CLIENT_HOST = 298,
            SERVER_VERSION = 306,
            REFERENCES = 1048;
    private static final int REFERENCES_MAX = 4096;
    private static final double CONFIDENCE_CLIENT = 0.7, CONFIDENCE_SERVER = 0.95;

    private long classId = -1;
    private String name;
    private String software;
    private String host;
    private String order;
    private String firmware;
    /** What a subscription brings, by reference; null for all other objects. */
    HashMap<Long, String> references;

    void read(PlusCursor in) {
        for (int i = 0; i < ELEMENTS_MAX && !in.done(); i++) {
            switch (in.u8()) {
                case OBJECT -> {
                    in.u32();
                    long id = in.number();
                    if (classId < 0) classId = id;
                    in.number();
                    in.number();
                }
                case ATTRIBUTE -> {
                    int id = (int) in.number();
                    if (id == REFERENCES) references = PlusItems.references(in.numbers(REFERENCES_MAX));
                    else attribute(id, in.value());
                }
                case RELATION -> {
                    in.number();
                    in.u32();
                }
                case END -> {}
                default -> {
                    return;
                }
            }
        }
    }

    private void attribute(int id, Object value) {
        if (id == SERVER_VERSION && value instanceof List<?> members) members.forEach(this::version);
        if (!(value instanceof String text)) return;
        if (id == NAME && name == null) name = text;
        else if (id == CLIENT_SOFTWARE) software = text;
        else if (id == CLIENT_HOST) host = text;
    }

    /** {@code 1;6ES7 511-1AK00-0AB0;V1.5}: of the module that answers. */
    private void version(Object member) {
        if (!(member instanceof String text)) return;
        int first = text.indexOf(';');
        int second = text.indexOf(';', first + 1);
        if (first < 0 || second < 0 || order != null) return;
        order = text.substring(first + 1, second).strip();
        firmware = text.substring(second + 1).strip();
    }

    void fill(Turn.Draft draft) {
        draft.field("class", classId < 0 ? null : (Object) classId)
                .field("name", name)
                .field("software", software)
                .field("host", host)
                .field("order_number", order)
                .field("firmware", firmware);
    }

    /** The client says it of itself when it opens a session. */
    void tellClient(Turn turn) {
        turn.identity(turn.source(), Attribute.SOFTWARE, software, CONFIDENCE_CLIENT);
        turn.identity(turn.source(), Attribute.NOTE, host, CONFIDENCE_CLIENT);
    }

    void tellServer(Turn turn) {
        if (order == null) return;
        turn.identity(turn.source(), Attribute.VENDOR, "Siemens", CONFIDENCE_SERVER);
        turn.identity(turn.source(), Attribute.MODEL, order, CONFIDENCE_SERVER);
        turn.identity(turn.source(), Attribute.FIRMWARE, firmware, CONFIDENCE_SERVER);
    }
}
