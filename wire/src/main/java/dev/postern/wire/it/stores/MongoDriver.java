package dev.postern.wire.it.stores;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Once;

/** What a driver says of itself in its first request, MongoDB Handshake: a document with documents for application, driver and system. */
final class MongoDriver {
    private String application;
    private String name;
    private String version;
    private String system;
    private String systemVersion;
    private String platform;

    MongoDriver(Bytes message, int start) {
        read(message, start, "");
    }

    private void read(Bytes message, int start, String within) {
        int at = start + 4;
        for (int i = 0; i < MongoDissector.ELEMENTS_MAX && message.has(at, 2) && message.u8(at) != 0; i++) {
            int type = message.u8(at);
            int nameEnd = message.indexOf(0, at + 1);
            if (nameEnd < 0) return;
            String element = message.ascii(at + 1, Math.min(nameEnd - at - 1, MongoDissector.TEXT_BYTES_MAX));
            int value = nameEnd + 1;
            if (type == MongoDissector.TYPE_DOCUMENT && within.isEmpty()) read(message, value, element + ".");
            else if (type == MongoDissector.TYPE_TEXT) take(within + element, MongoDissector.text(message, value));
            int size = MongoDissector.size(message, type, value);
            if (size < 0) return;
            at = value + size;
        }
    }

    private void take(String path, String text) {
        switch (path) {
            case "application.name" -> application = text;
            case "driver.name" -> name = text;
            case "driver.version" -> version = text;
            case "os.name" -> system = text;
            case "os.version" -> systemVersion = text;
            case "platform" -> platform = text;
            default -> {}
        }
    }

    private static String joined(String name, String version) {
        return name == null || version == null ? name : name + " " + version;
    }

    void describe(Turn.Draft draft) {
        draft.field("application", application)
                .field("driver", joined(name, version))
                .field("system", joined(system, systemVersion))
                .field("platform", platform);
    }

    void identify(Turn turn, Once once) {
        if (name != null) once.identity(turn, Attribute.SOFTWARE, "MongoDB driver " + joined(name, version), 0.7);
        once.identity(turn, Attribute.OPERATING_SYSTEM, joined(system, systemVersion), 0.7);
    }
}
