package dev.postern.wire.it;

import dev.postern.wire.Bench;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The samples in {@code src/test/resources/samples}, by file name without its ending. */
public final class Shelf {
    private Shelf() {}

    /** The message without its first line, blanks and comments. */
    public static byte[] bytes(String name) {
        try (InputStream in = Shelf.class.getResourceAsStream("/samples/" + name + ".txt")) {
            StringBuilder hex = new StringBuilder();
            boolean head = true;
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String content = line.replaceAll("#.*", "").strip();
                if (!content.isEmpty() && !head) hex.append(content);
                if (!content.isEmpty()) head = false;
            }
            return Bench.hex(hex.toString());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
