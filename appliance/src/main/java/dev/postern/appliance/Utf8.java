package dev.postern.appliance;

import java.nio.charset.StandardCharsets;

/** Text to standard output whatever the locale. */
final class Utf8 {
    private Utf8() {}

    static void print(String text) {
        System.out.writeBytes((text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
