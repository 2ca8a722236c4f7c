package dev.postern.wire.it.mqtt;

import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** Properties of a packet of version 5, section 2.2.2, those that say something about who speaks and what is carried. */
final class Properties {
    private static final int USER_PROPERTIES_MAX = 32;

    int topicAlias;
    String assignedClient = "";
    private String contentType = "";
    private String responseTopic = "";
    private String authMethod = "";
    private String reason = "";
    private String serverReference = "";
    private long sessionExpiry = -1;
    private final List<String> user = new ArrayList<>(0);
    private boolean unknown;

    static Properties read(Cursor in) {
        Properties properties = new Properties();
        int length = in.varint();
        int end = in.at() + length;
        if (length > in.left()) end = in.bytes().length() + 1;
        while (in.at() < end && !in.cut() && !properties.unknown) properties.one(in);
        if (end > in.bytes().length()) in.u32();
        in.seek(end);
        return properties;
    }

    /** An identifier that does not exist was met: the rest cannot be read. */
    boolean unknown() {
        return unknown;
    }

    private void one(Cursor in) {
        switch (in.varint()) {
            case 1, 23, 25, 36, 37, 40, 41, 42 -> in.u8();
            case 19, 33, 34 -> in.u16();
            case 2, 24, 39 -> in.u32();
            case 11 -> in.varint();
            case 9, 22 -> in.blob();
            case 26 -> in.text();
            case 3 -> contentType = in.text();
            case 8 -> responseTopic = in.text();
            case 17 -> sessionExpiry = in.u32();
            case 18 -> assignedClient = in.text();
            case 21 -> authMethod = in.text();
            case 28 -> serverReference = in.text();
            case 31 -> reason = in.text();
            case 35 -> topicAlias = in.u16();
            case 38 -> {
                String pair = in.text() + "=" + in.text();
                if (user.size() < USER_PROPERTIES_MAX) user.add(pair);
            }
            default -> unknown = true;
        }
    }

    void describe(Turn.Draft draft) {
        if (topicAlias > 0) draft.field("topic_alias", (long) topicAlias);
        if (sessionExpiry >= 0) draft.field("session_expiry", sessionExpiry);
        if (!user.isEmpty()) draft.field("user_properties", user);
        text(draft, "content_type", contentType);
        text(draft, "response_topic", responseTopic);
        text(draft, "auth_method", authMethod);
        text(draft, "assigned_client_id", assignedClient);
        text(draft, "server_reference", serverReference);
        text(draft, "reason", reason);
    }

    private static void text(Turn.Draft draft, String name, String value) {
        if (!value.isEmpty()) draft.field(name, value);
    }
}
