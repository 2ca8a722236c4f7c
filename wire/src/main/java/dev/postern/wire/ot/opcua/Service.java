package dev.postern.wire.ot.opcua;

import dev.postern.model.Verb;
import java.util.HashMap;
import java.util.Map;

/** The services of OPC 10000-4 section 5, by the node id of their request's binary encoding; most responses have one that is 3 more. */
enum Service {
    FIND_SERVERS(422, 425, "find servers", Verb.IDENTIFY),
    FIND_SERVERS_ON_NETWORK(12208, 12209, "find servers on network", Verb.IDENTIFY),
    GET_ENDPOINTS(428, 431, "get endpoints", Verb.IDENTIFY),
    REGISTER_SERVER(437, 440, "register server", Verb.CONFIGURE),
    REGISTER_SERVER_2(12211, 12212, "register server 2", Verb.CONFIGURE),
    OPEN_SECURE_CHANNEL(446, 449, "open secure channel", Verb.SESSION),
    CLOSE_SECURE_CHANNEL(452, 455, "close secure channel", Verb.SESSION),
    CREATE_SESSION(461, 464, "create session", Verb.SESSION),
    ACTIVATE_SESSION(467, 470, "activate session", Verb.LOGIN),
    CLOSE_SESSION(473, 476, "close session", Verb.SESSION),
    CANCEL(479, 482, "cancel", Verb.SESSION),
    ADD_NODES(488, 491, "add nodes", Verb.CONFIGURE),
    ADD_REFERENCES(494, 497, "add references", Verb.CONFIGURE),
    DELETE_NODES(500, 503, "delete nodes", Verb.CONFIGURE),
    DELETE_REFERENCES(506, 509, "delete references", Verb.CONFIGURE),
    BROWSE(527, 530, "browse", Verb.BROWSE),
    BROWSE_NEXT(533, 536, "browse next", Verb.BROWSE),
    TRANSLATE(554, 557, "translate browse paths to node ids", Verb.BROWSE),
    REGISTER_NODES(560, 563, "register nodes", Verb.SESSION),
    UNREGISTER_NODES(566, 569, "unregister nodes", Verb.SESSION),
    QUERY_FIRST(615, 618, "query first", Verb.BROWSE),
    QUERY_NEXT(621, 624, "query next", Verb.BROWSE),
    READ(631, 634, "read", Verb.READ),
    HISTORY_READ(664, 667, "history read", Verb.READ),
    WRITE(673, 676, "write", Verb.WRITE),
    HISTORY_UPDATE(700, 703, "history update", Verb.WRITE),
    CALL(712, 715, "call", Verb.OPERATE),
    CREATE_MONITORED_ITEMS(751, 754, "create monitored items", Verb.SESSION),
    MODIFY_MONITORED_ITEMS(763, 766, "modify monitored items", Verb.SESSION),
    SET_MONITORING_MODE(769, 772, "set monitoring mode", Verb.SESSION),
    SET_TRIGGERING(775, 778, "set triggering", Verb.SESSION),
    DELETE_MONITORED_ITEMS(781, 784, "delete monitored items", Verb.SESSION),
    CREATE_SUBSCRIPTION(787, 790, "create subscription", Verb.SESSION),
    MODIFY_SUBSCRIPTION(793, 796, "modify subscription", Verb.SESSION),
    SET_PUBLISHING_MODE(799, 802, "set publishing mode", Verb.SESSION),
    PUBLISH(826, 829, "publish", Verb.REPORT),
    REPUBLISH(832, 835, "republish", Verb.REPORT),
    TRANSFER_SUBSCRIPTIONS(841, 844, "transfer subscriptions", Verb.SESSION),
    DELETE_SUBSCRIPTIONS(847, 850, "delete subscriptions", Verb.SESSION);

    /** Answers any request that failed as a whole. */
    static final int FAULT = 397;

    private static final Map<Integer, Service> BY_ID = new HashMap<>();

    static {
        for (Service service : values()) {
            BY_ID.put(service.request, service);
            BY_ID.put(service.response, service);
        }
    }

    final int request;
    final int response;
    final String operation;
    final Verb verb;

    Service(int request, int response, String operation, Verb verb) {
        this.request = request;
        this.response = response;
        this.operation = operation;
        this.verb = verb;
    }

    /** The service whose request or response has this id, or null. */
    static Service of(int id) {
        return BY_ID.get(id);
    }
}
