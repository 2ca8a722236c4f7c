package dev.postern.analyst.situation;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What somebody was in a story: {@code source}, {@code target}, {@code victim}, {@code relay}, {@code involved}.
 *
 * @param faint a source only for want of another: it was not as it always is, whoever brought that about
 */
public record Part(Address address, String name, boolean faint) {
    private Part(Address address, String name) {
        this(address, name, false);
    }

    public static Part source(Address address) {
        return new Part(address, "source");
    }

    static Part faint(Address address) {
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
     *
     * @param router whether the device passes on what others send
     */
    public static List<Part> of(Anomaly a, boolean router) {
        if (onlyRead(a)) return List.of(involved(a.device()), target(a.peer()));
        Part device = switch (a.channel()) {
            case BINDING_HARDWARE, HEALTH_TROUBLE, COUNT_OUTSIDE -> victim(a.device());
            default -> isFaint(a, router) ? faint(a.device()) : source(a.device());
        };
        if (a.peer() == null) return List.of(device);
        return List.of(device, device.name.equals("victim") ? involved(a.peer()) : target(a.peer()));
    }

    private static boolean isFaint(Anomaly a, boolean router) {
        if (a.channel() != Channel.BREADTH) return isFaint(a.channel(), a, router);
        List<Explanation.Share> habits =
                a.explanation() == null ? List.of() : a.explanation().shares();
        return !habits.isEmpty() && habits.stream().allMatch(habit -> isFaint(habit.channel(), a, router));
    }

    /** Whether it tells how a device was, and not what it did: whoever is asked answers, is busier, out of step, asks who asks him. */
    private static boolean isFaint(Channel channel, Anomaly a, boolean router) {
        return switch (channel) {
            // Both ends are told alike: one offers what the other uses.
            case NOVELTY_SERVICE -> true;
            case NOVELTY_PEER ->
                a.service().equals("arp") || a.peer() != null && a.peer().isPublic();
            // Whoever is disturbed asks for addresses more often.
            case COUNT_MESSAGES, COUNT_BYTES, COUNT_CONNECTIONS ->
                a.peer() == null || a.service().equals("arp");
            case COUNT_SILENT, COUNT_PEERS -> router;
            case COUNT_FAILURES,
                    CYCLE_PERIOD,
                    CYCLE_MISSED,
                    CYCLE_EXTRA,
                    HEALTH_LATENCY,
                    HEALTH_REFUSED,
                    HEALTH_TRANSPORT,
                    BINDING_VLAN,
                    BINDING_TTL,
                    BINDING_NAME,
                    DRIFT_HOUR,
                    DRIFT_DAY,
                    DRIFT_YEAR,
                    PHASE_NEW,
                    PRESENCE_MISSED -> true;
            default -> false;
        };
    }

    /** Of those in one story: who was only not as always had no hand in it where somebody else had. */
    public static List<Part> settled(Collection<Part> parts) {
        boolean plain = parts.stream().anyMatch(part -> part.isSource() && !part.faint);
        List<Part> settled = new ArrayList<>(parts);
        if (plain) settled.replaceAll(part -> part.faint ? involved(part.address) : part);
        return settled;
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
            case "source" -> faint ? 4 : 2;
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
