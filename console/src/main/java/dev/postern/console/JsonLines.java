package dev.postern.console;

import static dev.postern.console.Shown.epoch;

import dev.postern.model.Address;
import dev.postern.model.AdvisoryMatch;
import dev.postern.model.Anomaly;
import dev.postern.model.Conduit;
import dev.postern.model.Derivation;
import dev.postern.model.Device;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Identity;
import dev.postern.model.Incident;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Person;
import dev.postern.model.Threat;
import dev.postern.model.Weakness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The JSON lines that others rely on (docs/reference/json.md): names and order of the fields are a contract. */
public final class JsonLines {
    private final IntFunction<String> captureName;

    /** @param captureName name of the capture with this ordinal */
    public JsonLines(IntFunction<String> captureName) {
        this.captureName = captureName;
    }

    /** Epoch seconds with nanoseconds, as text because a double has not the digits. */
    public static String seconds(long nanos) {
        return Math.floorDiv(nanos, 1_000_000_000L)
                + String.format(Locale.ROOT, ".%09d", Math.floorMod(nanos, 1_000_000_000L));
    }

    public static Map<String, Object> message(Message m) {
        Map<String, Object> line = new LinkedHashMap<>();
        var c = m.conversation();
        line.put("time", seconds(m.stamp().atNanos()));
        line.put("frame", m.stamp().frame());
        line.put("src", c.source(m.fromClient()).toString());
        line.put("dst", c.destination(m.fromClient()).toString());
        line.put("sport", c.sourcePort(m.fromClient()));
        line.put("dport", c.destinationPort(m.fromClient()));
        line.put("protocol", m.protocol());
        line.put("operation", m.operation());
        line.put("kind", m.outcome().name().toLowerCase(Locale.ROOT));
        line.put("verb", m.verb().name().toLowerCase(Locale.ROOT));
        if (c.vlan() != 0) line.put("vlan", c.vlan());
        if (!m.unit().isEmpty()) line.put("unit", m.unit());
        if (!m.target().isEmpty()) line.put("target", m.target());
        if (m.latencyNanos() >= 0) line.put("latency", m.latencyNanos() / 1e9);
        for (int i = 0; i < m.fields().size(); i++)
            line.putIfAbsent(m.fields().name(i), m.fields().value(i));
        return line;
    }

    public static Map<String, Object> malformed(Malformed m) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", seconds(m.stamp().atNanos()));
        line.put("frame", m.stamp().frame());
        var c = m.conversation();
        if (c != null) {
            line.put("src", c.source(m.fromClient()).toString());
            line.put("dst", c.destination(m.fromClient()).toString());
            line.put("sport", c.sourcePort(m.fromClient()));
            line.put("dport", c.destinationPort(m.fromClient()));
        }
        line.put("protocol", m.layer());
        line.put("operation", "malformed");
        line.put("rule", m.rule());
        line.put("offset", m.offset());
        return line;
    }

    public Map<String, Object> anomaly(Anomaly a) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", a.id());
        line.put("time", epoch(a.atNanos()));
        line.put("device", text(a.device()));
        line.put("peer", text(a.peer()));
        line.put("service", a.service());
        line.put("channel", a.channel().label());
        line.put("situation", a.situation());
        line.put("title", a.title());
        line.put("expected", a.expected());
        line.put("seen", a.seen());
        line.put("pvalue", a.pvalue());
        line.put("rarity", a.rarity());
        line.put("consequence", a.consequence());
        line.put("evidence", a.evidence().stream().map(this::frame).toList());
        line.put("techniques", a.techniques());
        line.put("never_hidden", a.neverHidden());
        line.put("explanation", explanation(a.explanation()));
        if (!a.answer().isEmpty()) line.put("answer", a.answer());
        return line;
    }

    private static Map<String, Object> explanation(Explanation e) {
        Map<String, Object> line = new LinkedHashMap<>();
        putNumber(line, "low", e.low());
        putNumber(line, "middle", e.middle());
        putNumber(line, "high", e.high());
        putNumber(line, "seen", e.seen());
        if (!e.unit().isEmpty()) line.put("unit", e.unit());
        if (e.sinceNanos() != 0) line.put("since", epoch(e.sinceNanos()));
        line.put("samples", e.samples());
        line.put("group_size", e.groupSize());
        line.put("group_ever", e.groupEver());
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Explanation.Share share : e.shares()) shares.put(share.channel().label(), share.weight());
        line.put("shares", shares);
        if (e.derivation().broken().size() > 1)
            line.put(
                    "broken",
                    e.derivation().broken().stream().map(JsonLines::broken).toList());
        if (!e.counterfactual().isEmpty()) line.put("counterfactual", e.counterfactual());
        return line;
    }

    private static Map<String, Object> broken(Derivation.Signal habit) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("channel", habit.channel().label());
        line.put("what", habit.what());
        line.put("expected", habit.expected());
        line.put("seen", habit.seen());
        return line;
    }

    private static void putNumber(Map<String, Object> line, String name, double value) {
        if (!Double.isNaN(value)) line.put(name, value);
    }

    /** @param nowNanos evidence fades up to here */
    Map<String, Object> threat(Threat t, long nowNanos) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("probability", t.probability(nowNanos));
        line.put("consequence", t.consequence());
        line.put("since", epoch(t.atNanos()));
        List<Object> reasons = new ArrayList<>();
        for (Threat.Reason reason : t.reasons()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("anomaly", reason.anomaly());
            one.put("title", reason.title());
            one.put("factor", reason.factor());
            one.put("time", epoch(reason.atNanos()));
            reasons.add(one);
        }
        line.put("reasons", reasons);
        return line;
    }

    /** @param threat null if nothing was ever told of it */
    public Map<String, Object> person(Person p, Threat threat) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("account", p.account());
        line.put("first", epoch(p.firstNanos()));
        line.put("last", epoch(p.lastNanos()));
        line.put("minutes", p.minutes());
        line.put("from", habits(p.from()));
        line.put("on", habits(p.on()));
        line.put("over", habits(p.over()));
        line.put("hours", p.hours());
        if (threat != null) line.put("threat", threat(threat, Math.max(p.lastNanos(), threat.atNanos())));
        return line;
    }

    private static List<Object> habits(List<Person.Habit> habits) {
        List<Object> all = new ArrayList<>();
        for (Person.Habit h : habits) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("what", h.what());
            one.put("first", epoch(h.firstNanos()));
            one.put("last", epoch(h.lastNanos()));
            one.put("minutes", h.minutes());
            all.add(one);
        }
        return all;
    }

    public Map<String, Object> incident(Incident i) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", i.id());
        line.put("version", i.version());
        line.put("first", epoch(i.firstNanos()));
        line.put("last", epoch(i.lastNanos()));
        line.put("title", i.title());
        line.put("narrative", i.narrative());
        List<Object> devices = new ArrayList<>();
        for (Incident.Party party : i.devices()) {
            Map<String, Object> device = new LinkedHashMap<>();
            device.put("device", party.device());
            device.put("addresses", party.addresses());
            device.put("macs", party.macs());
            device.put("names", party.names());
            device.put("part", party.part());
            devices.add(device);
        }
        line.put("devices", devices);
        line.put("tier", i.tier().name().toLowerCase(Locale.ROOT));
        line.put("rarity", i.rarity());
        line.put("consequence", i.consequence());
        line.put("rank", i.rank());
        line.put("techniques", i.techniques());
        line.put("anomalies", i.anomalies());
        line.put("never_hidden", i.neverHidden());
        if (i.heldBack() != null) line.put("held_back", i.heldBack().name().toLowerCase(Locale.ROOT));
        if (!i.returnOf().isEmpty()) line.put("return_of", i.returnOf());
        return line;
    }

    public Map<String, Object> device(Device d) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", d.id());
        line.put("addresses", d.addresses().stream().map(Address::toString).toList());
        line.put("macs", d.macs().stream().map(Address::toString).toList());
        line.put("names", d.names());
        line.put("vendor", identity(d, Identity.Attribute.VENDOR, d.vendor()));
        line.put("type", identity(d, Identity.Attribute.TYPE, d.type()));
        Map<String, Object> role = new LinkedHashMap<>();
        role.put("value", d.role());
        role.put("confidence", d.roleConfidence());
        role.put("why", d.roleReason());
        line.put("role", role);
        line.put("purdue", Double.isNaN(d.purdue()) ? null : d.purdue());
        line.put("model", identity(d, Identity.Attribute.MODEL, d.model()));
        line.put("firmware", identity(d, Identity.Attribute.FIRMWARE, d.firmware()));
        line.put("serial", identity(d, Identity.Attribute.SERIAL, d.serial()));
        line.put("first", epoch(d.firstNanos()));
        line.put("last", epoch(d.lastNanos()));
        line.put("zone", d.zone());
        line.put("services", d.services());
        line.put("heard", d.heard());
        line.put("domain", d.domain());
        line.put("operating_system", identity(d, Identity.Attribute.OPERATING_SYSTEM, d.operatingSystem()));
        line.put("criticality", d.criticality());
        line.put("modules", d.modules().stream().map(JsonLines::module).toList());
        changed(d).ifPresent(at -> line.put("changed", epoch(at)));
        return line;
    }

    /** When the device or one of its modules last said something else than before. */
    private static OptionalLong changed(Device d) {
        return Stream.concat(d.changes().stream(), d.modules().stream().flatMap(m -> m.changes().stream()))
                .mapToLong(Device.Change::atNanos)
                .max();
    }

    private static Map<String, Object> module(Device.Module m) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("place", m.place());
        line.put("vendor", m.vendor());
        line.put("type", m.type());
        line.put("model", m.model());
        line.put("firmware", m.firmware());
        line.put("serial", m.serial());
        return line;
    }

    /** Everything that was said of a device, what holds and what held, with who said it and where. */
    public Map<String, Object> fact(Device.Fact f) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("attribute", f.attribute().name().toLowerCase(Locale.ROOT));
        line.put("value", f.value());
        line.put("source", f.source());
        line.put("confidence", f.confidence());
        line.put("time", epoch(f.atNanos()));
        line.put("last", epoch(f.lastNanos()));
        if (!f.holds()) line.put("until", epoch(f.untilNanos()));
        if (f.frame() != null) line.put("frame", frame(f.frame()));
        return line;
    }

    public Map<String, Object> change(Device.Change c) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("attribute", c.attribute().name().toLowerCase(Locale.ROOT));
        line.put("from", c.from());
        line.put("to", c.to());
        line.put("source", c.source());
        line.put("time", epoch(c.atNanos()));
        line.put("frame", frame(c.frame()));
        return line;
    }

    public Map<String, Object> joint(Device.Joint j) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("a", j.a().toString());
        line.put("b", j.b().toString());
        line.put("reason", j.reason());
        line.put("time", epoch(j.atNanos()));
        if (j.frame() != null) line.put("frame", frame(j.frame()));
        return line;
    }

    /** A device with all of its facts, those of its modules, what changed, and why its addresses are one device. */
    public Map<String, Object> dossier(Device d) {
        Map<String, Object> line = device(d);
        line.put("facts", d.facts().stream().map(this::fact).toList());
        List<Object> modules = new ArrayList<>();
        for (Device.Module m : d.modules()) {
            Map<String, Object> module = module(m);
            module.put("facts", m.facts().stream().map(this::fact).toList());
            module.put("changes", m.changes().stream().map(this::change).toList());
            modules.add(module);
        }
        line.put("modules", modules);
        line.put("changes", d.changes().stream().map(this::change).toList());
        line.put("joints", d.joints().stream().map(this::joint).toList());
        return line;
    }

    private Map<String, Object> identity(Device device, Identity.Attribute attribute, String value) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("value", value);
        device.facts().stream()
                .filter(f -> f.attribute() == attribute && f.value().equals(value) && f.holds())
                .max(java.util.Comparator.comparingDouble(Device.Fact::confidence))
                .ifPresent(fact -> {
                    line.put("confidence", fact.confidence());
                    line.put("source", fact.source());
                    if (fact.frame() != null) line.put("frame", frame(fact.frame()));
                });
        return line;
    }

    public Map<String, Object> weakness(Weakness w) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", w.id());
        line.put("kind", w.kind());
        line.put("device", w.device());
        line.put("address", text(w.address()));
        line.put("title", w.title());
        line.put("what", w.what());
        line.put("why", w.why());
        line.put("remedy", w.remedy());
        line.put("rank", w.rank());
        line.put("state", w.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        line.put("since", epoch(w.sinceNanos()));
        line.put("last", epoch(w.lastNanos()));
        line.put("evidence", w.evidence().stream().map(this::frame).toList());
        return line;
    }

    public Map<String, Object> match(AdvisoryMatch m) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("advisory", m.advisory());
        line.put("publisher", m.publisher());
        line.put("title", m.title());
        line.put("device", m.device());
        line.put("verdict", m.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        line.put("confidence", m.confidence());
        line.put("reason", m.reason());
        line.put("cves", m.cves());
        line.put("score", Double.isNaN(m.score()) ? null : m.score());
        line.put("remedies", m.remedies());
        return line;
    }

    public Map<String, Object> conduit(Conduit c) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", c.id());
        line.put("client", c.client());
        line.put("server", c.server());
        line.put("client_address", text(c.clientAddress()));
        line.put("server_address", text(c.serverAddress()));
        line.put("service", c.service());
        line.put("from_zone", c.fromZone());
        line.put("to_zone", c.toZone());
        line.put("crossing", c.crossing());
        line.put("first", epoch(c.firstNanos()));
        line.put("last", epoch(c.lastNanos()));
        line.put("packets", c.packets());
        line.put("bytes", c.bytes());
        line.put("answered", c.answered());
        return line;
    }

    private Map<String, Object> frame(FrameRef ref) {
        return Shown.frame(ref, captureName);
    }

    private static String text(Address address) {
        return address == null ? null : address.toString();
    }
}
