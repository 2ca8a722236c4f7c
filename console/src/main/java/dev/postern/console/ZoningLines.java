package dev.postern.console;

import static dev.postern.console.Shown.epoch;

import dev.postern.model.Address;
import dev.postern.model.Decided;
import dev.postern.model.Decision;
import dev.postern.model.Rehearsal;
import dev.postern.model.Rehearsal.Blocked;
import dev.postern.model.Zoning;
import dev.postern.model.Zoning.Passage;
import dev.postern.model.Zoning.Proposal;
import dev.postern.model.Zoning.Use;
import dev.postern.model.Zoning.Zone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Zones, conduits, decisions and rehearsals as JSON (docs/reference/json.md): names and order of the fields are a contract. */
public final class ZoningLines {
    private ZoningLines() {}

    public static Map<String, Object> zoning(Zoning z) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", epoch(z.atNanos()));
        line.put("learned", z.learned());
        line.put("zones", z.zones().stream().map(ZoningLines::zone).toList());
        line.put("conduits", z.conduits().stream().map(ZoningLines::passage).toList());
        line.put("proposals", z.proposals().stream().map(ZoningLines::proposal).toList());
        line.put("decisions", z.decisions().stream().map(ZoningLines::decided).toList());
        return line;
    }

    private static Map<String, Object> zone(Zone z) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", z.name());
        line.put("kind", z.kind());
        line.put("why", z.why());
        line.put("subnets", z.subnets());
        line.put("addresses", texts(z.addresses()));
        line.put("devices", z.devices());
        line.put("decided", z.decided());
        return line;
    }

    private static Map<String, Object> passage(Passage p) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("from", p.from());
        line.put("to", p.to());
        line.put("written", p.written());
        line.put("uses", p.uses().stream().map(ZoningLines::use).toList());
        return line;
    }

    private static Map<String, Object> use(Use u) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("service", u.service());
        line.put("ask", word(u.ask()));
        line.put("ports", u.ports());
        line.put("allowed", u.allowed());
        line.put("basis", u.basis());
        line.put("conversations", u.conversations());
        line.put("packets", u.packets());
        line.put("first", epoch(u.firstNanos()));
        line.put("last", epoch(u.lastNanos()));
        return line;
    }

    private static Map<String, Object> proposal(Proposal p) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", p.id());
        line.put("title", p.title());
        line.put("why", p.why());
        line.put("confidence", p.confidence());
        line.put("decisions", p.decisions().stream().map(ZoningLines::decision).toList());
        line.put("devices", texts(p.devices()));
        return line;
    }

    public static Map<String, Object> decided(Decided d) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("number", d.number());
        line.put("time", epoch(d.atNanos()));
        line.put("made", epoch(d.madeNanos()));
        line.put("who", d.who());
        line.put("sentence", d.decision().sentence());
        line.putAll(decision(d.decision()));
        return line;
    }

    /** Only what says something. */
    static Map<String, Object> decision(Decision d) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", d.kind().name().toLowerCase(Locale.ROOT));
        put(line, "zone", d.zone());
        put(line, "to_zone", d.toZone());
        put(line, "subnet", d.subnet());
        if (d.vlan() != 0) line.put("vlan", d.vlan());
        put(line, "role", d.role());
        put(line, "name", d.name());
        put(line, "device", d.device());
        put(line, "service", d.service());
        if (d.ask() != null) line.put("ask", word(d.ask()));
        if (d.withdrawn() != 0) line.put("withdrawn", d.withdrawn());
        return line;
    }

    public static Map<String, Object> rehearsal(Rehearsal r) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("sentence", r.sentence());
        line.put("from", epoch(r.fromNanos()));
        line.put("to", epoch(r.toNanos()));
        line.put("conversations", r.conversations());
        line.put("crossing", r.crossing());
        line.put("blocked", r.blocked().stream().map(ZoningLines::blocked).toList());
        line.put("left", r.left());
        return line;
    }

    private static Map<String, Object> blocked(Blocked b) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("client", b.client().toString());
        line.put("server", b.server().toString());
        line.put("from", b.from());
        line.put("to", b.to());
        line.put("service", b.service());
        line.put("ask", word(b.ask()));
        line.put("periodic", b.periodic());
        line.put("basis", b.basis());
        line.put("minutes", b.minutes());
        line.put("first", epoch(b.firstNanos()));
        line.put("last", epoch(b.lastNanos()));
        line.put("sentence", b.sentence());
        return line;
    }

    private static void put(Map<String, Object> line, String name, String value) {
        if (!value.isEmpty()) line.put(name, value);
    }

    private static String word(Decision.Ask ask) {
        return ask.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }
}
