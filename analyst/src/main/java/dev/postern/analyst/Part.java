package dev.postern.analyst;

import dev.postern.model.Address;

/** What somebody was in a story: {@code source}, {@code target}, {@code victim}, {@code relay}, {@code involved}. */
record Part(Address address, String name) {
    static Part source(Address address) {
        return new Part(address, "source");
    }

    static Part target(Address address) {
        return new Part(address, "target");
    }

    static Part victim(Address address) {
        return new Part(address, "victim");
    }

    static Part relay(Address address) {
        return new Part(address, "relay");
    }

    static Part involved(Address address) {
        return new Part(address, "involved");
    }

    /**
     * Which part stays when somebody played several: whoever was impersonated or relayed is a victim even where the pattern of life tells of
     * what was done under that address.
     */
    int weight() {
        return switch (name) {
            case "relay" -> 0;
            case "victim" -> 1;
            case "source" -> 2;
            case "target" -> 3;
            default -> 4;
        };
    }

    /** The likely cause first. */
    int order() {
        return switch (name) {
            case "relay" -> 0;
            case "source" -> 1;
            case "victim" -> 2;
            case "target" -> 3;
            default -> 4;
        };
    }
}
