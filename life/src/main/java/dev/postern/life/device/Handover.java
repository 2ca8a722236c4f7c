package dev.postern.life.device;

import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Holding;
import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Verb;
import java.util.List;
import java.util.stream.Collectors;

/** Words for an address that changed hands: both hardware addresses, and what else the new holder has. */
public final class Handover {
    private Handover() {}

    public static Surprise surprise(Binding binding, Bindings.Change change) {
        Holding before = change.holding();
        String to = Address.macText(change.to());
        String shared = change.shared().isEmpty()
                ? ""
                : ", which also has "
                        + change.shared().stream().map(Address::toString).collect(Collectors.joining(", "));
        String turns = change.back() ? "; the two take turns" : "";
        // The other party is whoever holds it now: by its own network address where it has just one more.
        Address peer = change.shared().size() == 1 ? change.shared().getFirst() : Address.mac(change.to());
        Explanation explanation = new Explanation(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                1,
                "change of hardware address",
                before.firstMinute() * Watch.MINUTE_NANOS,
                Math.round(before.minutes()),
                0,
                0,
                List.of(),
                "normal from " + Address.macText(change.from()));
        FrameRef now = binding.stamp().ref();
        FrameRef then = change.fromFrame();
        List<FrameRef> evidence = then == null || then.equals(now) ? List.of(now) : List.of(then, now);
        return new Surprise(
                        binding.stamp(),
                        binding.address(),
                        peer,
                        binding.source() == Binding.Source.IP ? "ip" : source(binding),
                        "",
                        Channel.BINDING_HARDWARE,
                        Verb.OTHER,
                        to,
                        change.p(),
                        binding.address() + " at " + Address.macText(change.from()) + ", held for "
                                + Words.plural(before.minutes(), "minute"),
                        "at " + to + shared + turns + " (" + how(binding.source()) + ")",
                        explanation,
                        1440,
                        1,
                        evidence)
                .because(Law.CHANGE, change.numbers());
    }

    private static String source(Binding binding) {
        return switch (binding.source()) {
            case NEIGHBOUR_ADVERTISEMENT, ROUTER_ADVERTISEMENT -> "icmpv6";
            case DHCP_LEASE -> "dhcp";
            default -> "arp";
        };
    }

    private static String how(Binding.Source source) {
        return switch (source) {
            case IP -> "sent from there";
            case ARP_REQUEST -> "said in an ARP request";
            case ARP_REPLY -> "said in an ARP reply";
            case ARP_ANNOUNCEMENT -> "announced by ARP";
            case NEIGHBOUR_ADVERTISEMENT -> "said in a neighbour advertisement";
            case ROUTER_ADVERTISEMENT -> "said in a router advertisement";
            case DHCP_LEASE -> "leased by DHCP";
        };
    }
}
