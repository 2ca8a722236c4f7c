package dev.postern.evaluate.baseline;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Reading;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import java.util.HashMap;
import java.util.Map;

/**
 * Every new thing once a day: a device, an address at other hardware, a pair that talks, a service, an operation, a target, in this order of
 * loudness. What has not been seen for a day is new again.
 */
final class NewThing implements Baseline {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final Map<Object, Long> seen = new HashMap<>();

    private record Bound(Address address, long mac) {}

    private record Pair(Address client, Address server) {}

    private record Thing(Address client, Address server, String service, String operation, String target) {}

    @Override
    public String name() {
        return "every new thing once a day";
    }

    @Override
    public void observe(Observation observation, Alarms out) {
        long at = observation.stamp().atNanos();
        switch (observation) {
            case Binding binding -> {
                Bound bound = new Bound(binding.address(), binding.mac());
                if (isNew(bound, at)) out.raise(at, binding.address(), null, 5);
            }
            case Traffic traffic -> {
                Address client = traffic.conversation().client();
                Address server = traffic.conversation().server();
                if (isNew(client, at)) out.raise(at, client, null, 6);
                if (isNew(server, at)) out.raise(at, server, null, 6);
                if (isNew(new Pair(client, server), at)) out.raise(at, client, server, 4);
                if (isNew(new Thing(client, server, traffic.service(), "", ""), at)) out.raise(at, client, server, 3);
            }
            case Message message -> {
                Address client = message.conversation().client();
                Address server = message.conversation().server();
                String what = message.protocol();
                if (isNew(new Thing(client, server, what, message.operation(), ""), at))
                    out.raise(at, client, server, 2);
                if (isNew(new Thing(client, server, what, message.operation(), message.target()), at))
                    out.raise(at, client, server, 1);
            }
            case Identity _, Malformed _, Tally _, Reading _ -> {}
        }
    }

    private boolean isNew(Object thing, long atNanos) {
        Long before = seen.put(thing, atNanos);
        return before == null || atNanos - before > DAY_NANOS;
    }
}
