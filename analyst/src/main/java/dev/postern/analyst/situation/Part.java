package dev.postern.analyst.situation;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Verb;
import java.util.List;

/**
 * What somebody was in a story: {@code source}, {@code target}, {@code victim}, {@code relay}, {@code involved}.
 *
 * @param byLoad a source only because more passed through it than usual
 */
public record Part(Address address, String name, boolean byLoad) {
    private Part(Address address, String name) {
        this(address, name, false);
    }

    public static Part source(Address address) {
        return new Part(address, "source");
    }

    /** Was busier than usual, whoever wanted something of it. */
    static Part busy(Address address) {
        return new Part(address, "source", true);
    }

    public static Part target(Address address) {
        return new Part(address, "target");
    }

    public static Part victim(Address address) {
        return new Part(address, "victim");
    }

    public static Part relay(Address address) {
        return new Part(address, "relay");
    }

    public static Part involved(Address address) {
        return new Part(address, "involved");
    }

    /**
     * Who played what in a deviation: an address whose hardware address changed did nothing itself, nor did a device in trouble or one at which others guess. Who read unusual
     * values only saw what became of the controller; a target and no victim, for one that attacks others may read unusually as well.
     */
    public static List<Part> of(Anomaly a) {
        if (onlyRead(a)) return List.of(involved(a.device()), target(a.peer()));
        Part device = switch (a.channel()) {
            case BINDING_HARDWARE, HEALTH_TROUBLE, COUNT_OUTSIDE -> victim(a.device());
            case COUNT_MESSAGES, COUNT_BYTES, COUNT_CONNECTIONS ->
                a.peer() == null ? busy(a.device()) : source(a.device());
            default -> source(a.device());
        };
        if (a.peer() == null) return List.of(device);
        return List.of(device, device.name.equals("victim") ? involved(a.peer()) : target(a.peer()));
    }

    private static boolean onlyRead(Anomaly a) {
        if (a.verb() != Verb.READ || a.peer() == null) return false;
        if (a.channel() != Channel.BREADTH) return a.channel().isOfValue();
        List<Explanation.Share> habits =
                a.explanation() == null ? List.of() : a.explanation().shares();
        return !habits.isEmpty()
                && habits.stream().allMatch(habit -> habit.channel().isOfValue());
    }

    /** Did it, or passed it on. */
    public boolean isSource() {
        return name.equals("source") || name.equals("relay");
    }

    /**
     * Which part stays when somebody played several: whoever was impersonated or relayed is a victim even where the pattern of life tells of
     * what was done under that address. Whoever was commanded is the target even if that made it busy.
     */
    public int weight() {
        return switch (name) {
            case "relay" -> 0;
            case "victim" -> 1;
            case "source" -> byLoad ? 4 : 2;
            case "target" -> 3;
            default -> 5;
        };
    }

    /** The likely cause first. */
    public int order() {
        return switch (name) {
            case "relay" -> 0;
            case "source" -> 1;
            case "victim" -> 2;
            case "target" -> 3;
            default -> 4;
        };
    }
}
