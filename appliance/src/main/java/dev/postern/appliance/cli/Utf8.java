package dev.postern.appliance.cli;

import java.nio.charset.StandardCharsets;

/** Text to standard output whatever the locale. */
public final class Utf8 {
    private Utf8() {}

    public static void print(String text) {
        System.out.writeBytes((text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
