package dev.postern.wire.ot.codesys;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Turn;

/** What a request of the V3 runtime is about: the file, the application, the command of the shell; and who asks. */
final class Asked {
    private static final int SHELL = 0x11;
    private static final int DEVICE_LOGIN = 0x02, RENAME = 0x09, SESSION_CREATE = 0x0A, APP_LOGIN = 0x01;
    private static final int CREDENTIALS = 0x81, USER = 0x10, NODE_NAME = 0x58;
    private static final int CLIENT = 0x83, CLIENT_NAME = 0x41, CLIENT_HOST = 0x43, CLIENT_VERSION = 0x44;
    private static final int APP_TO_LOGIN = 0x81, APP_NAME = 0x10;
    private static final int FILE = 0x01, DIRECTORY = 0x0B, SHELL_COMMAND = 0x10;
    private static final int TEXT_MAX = 120;
    private static final double IDENTITY = 0.8;

    private Asked() {}

    static String target(int group, int command, Tags tags) {
        return switch (group) {
            case Result.DEVICE -> command == RENAME ? wide(tags.find(NODE_NAME)) : "";
            case Result.APP ->
                command == APP_LOGIN ? tags.find(APP_TO_LOGIN).find(APP_NAME).text(TEXT_MAX) : "";
            case Result.FILES -> {
                String file = tags.find(FILE).text(TEXT_MAX);
                yield file.isEmpty() ? tags.find(DIRECTORY).text(TEXT_MAX) : file;
            }
            case SHELL -> tags.find(SHELL_COMMAND).text(TEXT_MAX);
            default -> "";
        };
    }

    private static String wide(Tags tag) {
        int octets = Math.min(tag.end() - tag.at(), 2 * TEXT_MAX);
        String text = tag.bytes().utf16le(tag.at(), octets);
        int zero = text.indexOf(0);
        return zero < 0 ? text : text.substring(0, zero);
    }

    /** Null if the request names none. */
    static String user(int group, int command, Tags tags) {
        if (group != Result.DEVICE || command != DEVICE_LOGIN) return null;
        String user = tags.find(CREDENTIALS).find(USER).text(TEXT_MAX);
        return user.isEmpty() ? null : user;
    }

    /** Who opens a session says which machine and which program it is. */
    static void identify(int group, int command, Tags tags, Turn turn) {
        if (group != Result.DEVICE || command != SESSION_CREATE) return;
        Tags client = tags.find(CLIENT);
        String version = client.find(CLIENT_VERSION).text(TEXT_MAX);
        turn.identity(turn.source(), Attribute.NAME, client.find(CLIENT_HOST).text(TEXT_MAX), IDENTITY);
        turn.identity(
                turn.source(), Attribute.SOFTWARE, client.find(CLIENT_NAME).text(TEXT_MAX) + " " + version, IDENTITY);
    }
}
