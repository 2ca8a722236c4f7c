package dev.postern.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.incident.Tiers;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.analyst.word.Standing;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Binding;
import dev.postern.model.Channel;
import dev.postern.model.Conduit;
import dev.postern.model.Conversation;
import dev.postern.model.Decree;
import dev.postern.model.Device;
import dev.postern.model.Explanation;
import dev.postern.model.Fields;
import dev.postern.model.GapReport;
import dev.postern.model.Identity;
import dev.postern.model.Incident;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Threat;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.model.Weakness;
import dev.postern.model.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A watched network on a sheet of paper: observations are written down in seconds of event time, minutes close by themselves. */
final class Watched implements AnalystSink {
    static final String PLC = "192.168.1.10";
    static final String HMI = "192.168.1.20";
    static final String STATION = "192.168.1.30";
    static final String NAMES = "192.168.1.2";
    static final long PLC_MAC = 0x0030_DE01_0203L;
    static final long HMI_MAC = 0x6052_D001_0203L;
    static final long STATION_MAC = 0x001B_1B01_0203L;
    static final long OTHER_MAC = 0x000C_2901_0203L;
    private static final long EPOCH = 1_700_000_040L * Settings.SECOND_NANOS;

    final Analyst analyst;
    final List<Anomaly> anomalies = new ArrayList<>();
    final Map<String, Incident> incidents = new LinkedHashMap<>();
    final Map<String, Device> devices = new LinkedHashMap<>();
    final Map<String, Conduit> conduits = new LinkedHashMap<>();
    final Map<String, Threat> threats = new LinkedHashMap<>();
    final Map<String, Weakness> weaknesses = new LinkedHashMap<>();
    final List<AuditReport> audits = new ArrayList<>();
    final List<GapReport> days = new ArrayList<>();
    private final List<Decree> decrees = new ArrayList<>();
    private long order;
    private double nowSeconds;
    private long bornNanos = -1;
    private long closedMinute;

    Watched() {
        this(Settings.defaults());
    }

    Watched(Settings settings) {
        analyst = new Analyst(settings);
    }

    static Address ip(String text) {
        return Address.parse(text);
    }

    /** Moves event time on, closing minutes on the way (one close for a long jump). */
    Watched at(double seconds) {
        nowSeconds = seconds;
        long minute = (long) seconds / 60;
        if (minute > closedMinute) {
            if (bornNanos < 0) bornNanos = EPOCH + minute * Settings.MINUTE_NANOS;
            analyst.close(EPOCH + minute * Settings.MINUTE_NANOS, this);
        }
        closedMinute = Math.max(closedMinute, minute);
        return this;
    }

    Watched minuteEnds() {
        at(((long) nowSeconds / 60 + 1) * 60);
        namesTheDevicesThatThereAre();
        return this;
    }

    /** Whatever a test has told: no story names a device that is none any more. */
    private void namesTheDevicesThatThereAre() {
        for (Incident now : analyst.incidents())
            for (Incident.Party party : incidents.get(now.id()).devices())
                if (!party.device().isEmpty())
                    assertThat(devices).as(now.title()).containsKey(party.device());
    }

    Stamp stamp() {
        order++;
        return new Stamp(EPOCH + (long) (nowSeconds * Settings.SECOND_NANOS), order, 0, order, false);
    }

    /** A person says it now. */
    Watched hears(Decree decree) {
        decrees.add(decree.heardAt(EPOCH + (long) (nowSeconds * Settings.SECOND_NANOS)));
        analyst.heed(new Standing(decrees));
        return this;
    }

    List<Decree> decrees() {
        return decrees;
    }

    static long nanosAt(double seconds) {
        return EPOCH + (long) (seconds * Settings.SECOND_NANOS);
    }

    Watched accept(Observation o) {
        if (bornNanos < 0) bornNanos = o.stamp().atNanos();
        analyst.accept(o, this);
        return this;
    }

    Watched says(String address, long mac, Binding.Source source) {
        return accept(new Binding(stamp(), ip(address), mac, 0, source));
    }

    /** As an IPv6 router, for half an hour. */
    Watched advertises(String address) {
        return message(
                address, "ff02::1", "icmpv6", "router advertisement", Verb.CONFIGURE, "", "lifetime_seconds", 1800L);
    }

    Watched arp(String address, long mac) {
        return says(address, mac, Binding.Source.ARP_REPLY);
    }

    Watched message(
            String client,
            String server,
            String protocol,
            String operation,
            Verb verb,
            String target,
            Object... fields) {
        Conversation c = new Conversation(ip(client), ip(server), Transport.TCP, 50_000, 102, 0);
        return accept(new Message(
                stamp(), c, true, protocol, operation, verb, Outcome.REQUEST, "", target, -1, Fields.of(fields)));
    }

    Watched dhcpAck(String server, String router, String dns, Object... more) {
        List<Object> fields = new ArrayList<>(List.of("server", server, "router", router, "dns", dns));
        fields.addAll(List.of(more));
        Conversation c = new Conversation(ip("0.0.0.0"), ip("255.255.255.255"), Transport.UDP, 68, 67, 0);
        return accept(new Message(
                stamp(),
                c,
                false,
                "dhcp",
                "ack",
                Verb.CONFIGURE,
                Outcome.SUCCESS,
                "",
                "",
                -1,
                Fields.of(fields.toArray())));
    }

    Watched traffic(String client, long clientMac, String server, long serverMac, String service) {
        return traffic(client, clientMac, 64, server, serverMac, 64, service, 10);
    }

    Watched traffic(
            String client,
            long clientMac,
            int clientTtl,
            String server,
            long serverMac,
            int serverTtl,
            String service,
            long down) {
        // Modbus and whatever a test puts on its port; a name server on its own.
        int port = service.equals("dns") ? 53 : 502;
        Traffic.Side answer = new Traffic.Side(down, down * 100, down == 0 ? 0 : serverMac, down == 0 ? 0 : serverTtl);
        return minute(
                new Conversation(ip(client), ip(server), Transport.TCP, 50_000, port, 0),
                service,
                new Traffic.Side(10, 1000, clientMac, clientTtl),
                answer,
                true);
    }

    /** A minute of a connection whose packets the client hands to {@code next}; what answers comes from {@code serverMac}, 0 where nothing does. */
    Watched handed(String client, long clientMac, String server, long next, long serverMac) {
        return minute(
                new Conversation(ip(client), ip(server), Transport.TCP, 50_003, 502, 0),
                "modbus",
                new Traffic.Side(10, 1_000, clientMac, 64, next, null),
                new Traffic.Side(serverMac == 0 ? 0 : 10, 1_000, serverMac, 64),
                true);
    }

    /** A minute of a connection in which the client's segments carry timestamps. */
    Watched ticking(String client, long clientMac, String server, long serverMac, long ticks, long atNanos) {
        return minute(
                new Conversation(ip(client), ip(server), Transport.TCP, 50_002, 502, 0),
                "modbus",
                new Traffic.Side(10, 1_000, clientMac, 64, 0, new Traffic.Ticks(ticks, atNanos)),
                new Traffic.Side(10, 1_000, serverMac, 64),
                false);
    }

    private Watched minute(Conversation c, String service, Traffic.Side up, Traffic.Side down, boolean first) {
        Stamp stamp = stamp();
        long windowNanos = stamp.atNanos() / Settings.MINUTE_NANOS * Settings.MINUTE_NANOS;
        return accept(new Traffic(stamp, c, service, windowNanos, up, down, 0, 0, Traffic.Opening.NONE, first, false));
    }

    static final int DAY = 86_400;

    Watched later(double seconds) {
        return at(nowSeconds + seconds);
    }

    Watched announce(String who, String device, Verb verb, double fromSeconds, double untilSeconds) {
        return announce(who, device, List.of(verb), fromSeconds, untilSeconds);
    }

    Watched announce(String who, String device, List<Verb> verbs, double fromSeconds, double untilSeconds) {
        return hears(new Window(
                "window-1",
                List.of(ip(who)),
                List.of(ip(device)),
                verbs,
                nanosAt(fromSeconds),
                nanosAt(untilSeconds),
                Decree.UNHEARD,
                "anna",
                ""));
    }

    /** One thing done in this minute, as a tally tells it. */
    Watched counted(String client, String server, String service, String operation, Verb verb) {
        return counted(client, server, service, operation, verb, "");
    }

    Watched counted(String client, String server, String service, String operation, Verb verb, String target) {
        return accept(new Tally(
                stamp(), ip(client), ip(server), service, "", operation, verb, target, nanosAt(nowSeconds), 1, 0));
    }

    Watched malformed(String client, String server, String layer, String rule) {
        Conversation c = new Conversation(ip(client), ip(server), Transport.TCP, 50_000, 502, 0);
        return accept(new Malformed(stamp(), c, true, layer, rule, 6));
    }

    /** One that comes to what {@code opening} says. */
    Watched attempt(
            String client, long clientMac, String server, long serverMac, String service, Traffic.Opening opening) {
        Conversation c = new Conversation(ip(client), ip(server), Transport.TCP, 50_001, 20_000, 0);
        Stamp stamp = stamp();
        long window = stamp.atNanos() / Settings.MINUTE_NANOS * Settings.MINUTE_NANOS;
        return accept(new Traffic(
                stamp,
                c,
                service,
                window,
                new Traffic.Side(1, 60, clientMac, 64),
                new Traffic.Side(1, 60, serverMac, 64),
                0,
                1,
                opening,
                true,
                true));
    }

    /** Asks the name server for a name, once in this minute. */
    Watched looksUp(String client, String name, long refused) {
        return accept(
                new Tally(stamp(), ip(client), ip(NAMES), "dns", "", "query a", Verb.RESOLVE, name, EPOCH, 1, refused));
    }

    Watched identity(String subject, Identity.Attribute attribute, String value, String protocol, double confidence) {
        return accept(new Identity(stamp(), ip(subject), attribute, value, protocol, confidence));
    }

    Watched module(String subject, String place, Identity.Attribute attribute, String value) {
        return accept(new Identity(stamp(), ip(subject), attribute, value, "cip", 0.95, place));
    }

    /** Hours of an ordinary day, a poll each minute. */
    Watched livesUntil(double seconds) {
        while (nowSeconds + 60 < seconds) at(nowSeconds + 60).poll();
        return at(seconds);
    }

    AuditReport audit() {
        return analyst.audit(EPOCH + (long) (nowSeconds * Settings.SECOND_NANOS));
    }

    GapReport gap() {
        return analyst.gap(EPOCH + (long) (nowSeconds * Settings.SECOND_NANOS));
    }

    Watched polls(String client, String server, String service) {
        return polls(client, server, service, "1");
    }

    Watched polls(String client, String server, String service, String unit) {
        return accept(new Tally(
                stamp(),
                ip(client),
                ip(server),
                service,
                unit,
                "read holding registers",
                Verb.READ,
                "holding 0 x10",
                EPOCH,
                60,
                0));
    }

    Watched tells(String subject, Identity.Attribute attribute, String value, double confidence) {
        return accept(new Identity(stamp(), ip(subject), attribute, value, "lldp", confidence));
    }

    /** Read requests in this minute for points that the controller does not have, one after the other. */
    Watched asksInVain(String client, String server, int from, int count) {
        for (int i = from; i < from + count; i++)
            accept(new Tally(
                    stamp(),
                    ip(client),
                    ip(server),
                    "modbus",
                    "1",
                    "read input registers",
                    Verb.READ,
                    "input " + i,
                    nanosAt(nowSeconds) / Settings.MINUTE_NANOS * Settings.MINUTE_NANOS,
                    1,
                    1));
        return this;
    }

    /** In the minute that ends, so many addresses were asked for where nobody answers. */
    Watched knocks(String device, int doors) {
        Explanation explanation =
                new Explanation(0, 0, 1, doors, "doors a minute", EPOCH, 100, 0, 0, List.of(), "normal at 0 to 1");
        return deviation(Channel.COUNT_SILENT, device, null, Verb.OTHER, 1e-9, "", explanation);
    }

    Watched deviation(Channel channel, String device, String peer, Verb verb, double p) {
        return deviation(channel, device, peer, verb, p, "modbus");
    }

    Watched deviation(Channel channel, String device, String peer, Verb verb, double p, String service) {
        return deviation(channel, device, peer, verb, p, service, Explanation.NONE);
    }

    /** It engineers a controller, as it did so many of the same group before. */
    Watched engineers(String device, String peer, Verb verb, int others) {
        Explanation known = new Explanation(0, 0, 0, 1, "first time", 0, 9, 9, others, List.of(), "");
        return deviation(Channel.NOVELTY_ENGINEER, device, peer, verb, 1e-3, "s7comm", known);
    }

    /** Hour by hour there is another number of packets than 100. */
    Watched drifts(String device, double lately, double p) {
        Explanation found = new Explanation(95, 100, 105, lately, "packets an hour", 0, 9, 0, 0, List.of(), "");
        return deviation(Channel.DRIFT_HOUR, device, null, Verb.OTHER, p, "", found);
    }

    /** In one minute there are so many packets, and not 4 at most. */
    Watched busy(String device, double packets, double p) {
        Explanation found = new Explanation(0, 2, 4, packets, "packets a minute", 0, 9, 0, 0, List.of(), "");
        return deviation(Channel.COUNT_MESSAGES, device, null, Verb.OTHER, p, "", found);
    }

    /** Several habits at once, none of which stands out. */
    Watched breaks(String device, String peer, Verb verb, double p, Channel... habits) {
        List<Explanation.Share> shares = new ArrayList<>();
        for (Channel habit : habits) shares.add(new Explanation.Share(habit, 1.0 / habits.length));
        Explanation several = new Explanation(0, 0, 0, 0, "", 0, 9, 0, 0, List.copyOf(shares), "");
        return deviation(Channel.BREADTH, device, peer, verb, p, "modbus", several);
    }

    private Watched deviation(
            Channel channel, String device, String peer, Verb verb, double p, String service, Explanation explanation) {
        Stamp stamp = stamp();
        analyst.accept(
                new Anomaly(
                        "a" + stamp.order(),
                        stamp.atNanos(),
                        stamp.order(),
                        ip(device),
                        peer == null ? null : ip(peer),
                        service,
                        channel,
                        verb,
                        "",
                        "",
                        "nothing of the kind",
                        "something of the kind",
                        p,
                        "once in 9 days",
                        1,
                        explanation,
                        List.of(stamp.ref()),
                        List.of(),
                        false),
                this);
        return this;
    }

    /** A plant in the first hours of its life: one controller, one HMI that polls it, one idle station. */
    Watched plant() {
        arp(PLC, PLC_MAC).arp(HMI, HMI_MAC).arp(STATION, STATION_MAC);
        return poll();
    }

    Watched poll() {
        return traffic(HMI, HMI_MAC, PLC, PLC_MAC, "modbus").polls(HMI, PLC, "modbus");
    }

    /** What was told of this situation, once the minute has ended. */
    List<Anomaly> told(Situation situation) {
        minuteEnds();
        return anomalies.stream().filter(a -> Naming.situation(a) == situation).toList();
    }

    List<String> situations() {
        return anomalies.stream().map(Anomaly::situation).toList();
    }

    Device deviceAt(String address) {
        return analyst.devices().stream()
                .filter(d -> d.addresses().contains(ip(address)))
                .findFirst()
                .orElse(null);
    }

    Incident only() {
        if (analyst.incidents().size() != 1) throw new AssertionError("incidents: " + analyst.incidents());
        return analyst.incidents().getFirst();
    }

    @Override
    public void anomaly(Anomaly a) {
        anomalies.add(a);
    }

    @Override
    public void incident(Incident i) {
        if (i.anomalies().isEmpty()) incidents.remove(i.id());
        else incidents.put(i.id(), i);
        computedAgain(i);
        saysWhatNoneMayHide(i);
    }

    private void saysWhatNoneMayHide(Incident i) {
        List<Anomaly> all =
                anomalies.stream().filter(a -> i.anomalies().contains(a.id())).toList();
        if (all.size() == i.anomalies().size())
            assertThat(i.neverHidden()).as(i.title()).isEqualTo(all.stream().anyMatch(Anomaly::neverHidden));
    }

    /** Whatever a test has told: its tier is what {@code why} makes of the anomalies as they are kept. */
    private void computedAgain(Incident i) {
        List<List<Anomaly>> sittings = new ArrayList<>();
        for (List<String> ids : i.sittings()) {
            List<Anomaly> sitting = new ArrayList<>();
            for (Anomaly a : anomalies) if (ids.contains(a.id())) sitting.add(a);
            sitting.sort(Comparator.comparingInt(a -> ids.indexOf(a.id())));
            if (sitting.stream().anyMatch(a -> !a.answer().isEmpty())) return;
            if (!sitting.isEmpty()) sittings.add(sitting);
        }
        if (sittings.isEmpty()) return;
        assertThat(Tiers.loudest(sittings, i.returnOf(), bornNanos, Settings.defaults()))
                .as(i.title())
                .extracting(Tiers.Grounds::tier)
                .isEqualTo(i.deserved());
    }

    @Override
    public void device(Device d) {
        if (d.isGone()) devices.remove(d.id());
        else devices.put(d.id(), d);
    }

    @Override
    public void threat(Threat t) {
        threats.put(t.device(), t);
    }

    @Override
    public void dayEnded(GapReport report) {
        days.add(report);
    }

    @Override
    public void weakness(Weakness w) {
        if (w.isGone()) weaknesses.remove(w.id());
        else weaknesses.put(w.id(), w);
    }

    @Override
    public void audited(AuditReport report) {
        audits.add(report);
    }

    @Override
    public void conduit(Conduit c) {
        conduits.put(c.id(), c);
    }
}
