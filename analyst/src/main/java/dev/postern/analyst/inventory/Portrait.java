package dev.postern.analyst.inventory;

import dev.postern.model.Device;
import dev.postern.model.Device.Fact;
import dev.postern.model.Identity.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A device as it is told to others. */
final class Portrait {
    private static final double HARDWARE_ADDRESS = 0.5;
    private static final double BEHAVIOUR = 0.3;

    private Portrait() {}

    static Device of(Asset asset) {
        Group group = asset.group;
        return group == null ? of(asset, List.of()) : of(Asset.union(group.members), group.joints);
    }

    private static Device of(Asset a, List<Device.Joint> joints) {
        Facts told = alone(a);
        List<Fact> facts = new ArrayList<>(a.facts());
        inferred(a, facts);
        List<Device.Module> modules = new ArrayList<>();
        a.modules.forEach((place, about) -> modules.add(module(place, about)));
        return new Device(
                a.id,
                List.copyOf(a.ips),
                List.copyOf(a.macs),
                a.names(),
                a.best(Attribute.DOMAIN),
                vendor(a, told),
                value(a, told, Attribute.TYPE),
                a.role,
                a.roleConfidence,
                a.roleReason,
                a.purdue,
                Criticality.of(a),
                value(a, told, Attribute.MODEL),
                value(a, told, Attribute.FIRMWARE),
                value(a, told, Attribute.SERIAL),
                system(facts),
                a.zone,
                List.copyOf(new TreeSet<>(a.served.keySet())),
                facts,
                modules,
                List.copyOf(a.said.changes()),
                List.copyOf(joints),
                a.firstNanos,
                a.lastNanos,
                a.heard);
    }

    /** What the only numbered station at an address says is said of the device itself, where that says nothing. */
    private static Facts alone(Asset a) {
        if (a.modules.size() != 1 || a.units.size() > 1) return null;
        return a.modules.firstKey().startsWith("unit ") ? a.modules.firstEntry().getValue() : null;
    }

    private static String value(Asset a, Facts told, Attribute attribute) {
        String own = a.best(attribute);
        return own.isEmpty() && told != null ? told.best(attribute) : own;
    }

    private static String vendor(Asset a, Facts told) {
        Fact best = a.said.bestFact(Attribute.VENDOR);
        if (best != null && best.confidence() >= HARDWARE_ADDRESS) return best.value();
        String behind = told == null ? "" : told.best(Attribute.VENDOR);
        if (!behind.isEmpty()) return behind;
        String maker = a.maker();
        return maker.isEmpty() && best != null ? best.value() : maker;
    }

    private static String system(List<Fact> facts) {
        Fact best = null;
        for (Fact fact : facts)
            if (fact.attribute() == Attribute.OPERATING_SYSTEM
                    && fact.holds()
                    && (best == null || fact.confidence() >= best.confidence())) best = fact;
        return best == null ? "" : best.value();
    }

    /** Facts that nobody said. */
    private static void inferred(Asset a, List<Fact> facts) {
        String maker = a.maker();
        if (!maker.isEmpty())
            facts.add(new Fact(
                    Attribute.VENDOR, maker, "hardware address", HARDWARE_ADDRESS, null, a.firstNanos, a.lastNanos, 0));
        String system = Roles.windows(a) ? "Windows" : "";
        if (!system.isEmpty())
            facts.add(new Fact(
                    Attribute.OPERATING_SYSTEM, system, "behaviour", BEHAVIOUR, null, a.firstNanos, a.lastNanos, 0));
    }

    private static Device.Module module(String place, Facts about) {
        return new Device.Module(
                place,
                about.best(Attribute.VENDOR),
                about.best(Attribute.TYPE),
                about.best(Attribute.MODEL),
                about.best(Attribute.FIRMWARE),
                about.best(Attribute.SERIAL),
                List.copyOf(about.all()),
                List.copyOf(about.changes()));
    }
}
