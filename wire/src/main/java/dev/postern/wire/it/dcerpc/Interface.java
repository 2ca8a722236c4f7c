package dev.postern.wire.it.dcerpc;

import dev.postern.model.Verb;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** An interface whose operations are known by name. Immutable; {@link Interfaces} has them all. */
final class Interface {
    /** What the last four octets of an answer are. */
    enum Status {
        NONE,
        /** 0 is yes, and so are the codes that only say that there is more. */
        WIN32,
        NTSTATUS,
        HRESULT;
        private static final long INSUFFICIENT_BUFFER = 122, MORE_DATA = 234, NO_MORE_ITEMS = 259;

        boolean refuses(long code) {
            return switch (this) {
                case NONE -> false;
                case WIN32 -> code != 0 && code != INSUFFICIENT_BUFFER && code != MORE_DATA && code != NO_MORE_ITEMS;
                case NTSTATUS -> code >> 30 == 3;
                case HRESULT -> code >> 31 == 1;
            };
        }
    }

    /**
     * One operation.
     *
     * @param named the first text of its request names the object
     */
    record Operation(String label, Verb verb, boolean named) {}

    private final String name;
    private final String protocol;
    private final Status status;
    private final Map<Integer, Operation> operations = new HashMap<>();

    /** @param table a line an operation: number, name, verb, and {@code *} if the first text of the request names the object */
    Interface(String name, String protocol, Status status, String table) {
        this.name = name;
        this.protocol = protocol;
        this.status = status;
        for (String line : table.strip().split("\n")) {
            String[] part = line.strip().split(" +");
            String label = name + ": " + part[1].toLowerCase(Locale.ROOT);
            operations.put(
                    Integer.valueOf(part[0]),
                    new Operation(label, Verb.valueOf(part[2]), part[part.length - 1].equals("*")));
        }
    }

    String name() {
        return name;
    }

    /** Protocol of its calls: {@code dcerpc}, or one of its own. */
    String protocol() {
        return protocol;
    }

    Status status() {
        return status;
    }

    /** Null where the number has no name. */
    Operation operation(int number) {
        return operations.get(number);
    }
}
