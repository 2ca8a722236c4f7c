package dev.postern.life;

import dev.postern.life.conversation.ConversationStage;
import dev.postern.life.site.SiteStage;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Binding;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Person;
import dev.postern.model.Reading;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;

/** A site of one shard by hand: events go in, minutes are closed as the pipeline does it, anomalies come out. */
public final class Site implements LifeSink {
    public static final long SECOND = 1_000_000_000L;
    public static final long MINUTE = 60 * SECOND;
    public static final long START = 1_700_000_040L * SECOND / MINUTE * MINUTE;

    public ConversationStage conversations;
    public SiteStage site;
    Priors priors = Priors.NONE;
    public final List<Anomaly> anomalies = new ArrayList<>();
    final List<Tally> tallies = new ArrayList<>();
    public final List<Reading> readings = new ArrayList<>();
    final List<Person> persons = new ArrayList<>();
    private final List<Surprise> surprises = new ArrayList<>();
    private final List<Moved> moved = new ArrayList<>();
    private long now = Long.MIN_VALUE;
    private long order;

    public Site() {
        this(Settings.defaults());
    }

    public Site(Settings settings) {
        conversations = new ConversationStage(settings);
        site = new SiteStage(settings);
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        anomalies.add(anomaly);
    }

    @Override
    public void surprise(Surprise surprise) {
        surprises.add(surprise);
    }

    @Override
    public void went(Way way) {
        site.accept(way);
    }

    @Override
    public void moved(Moved one) {
        moved.add(one);
    }

    @Override
    public void tally(Tally tally) {
        tallies.add(tally);
    }

    @Override
    public void reading(Reading reading) {
        readings.add(reading);
    }

    @Override
    public void person(Person person) {
        persons.add(person);
    }

    public static Address ip(int last) {
        return Address.ipv4(0x0A000000 | last);
    }

    /** Closes every minute up to {@code atNanos}. */
    public void until(long atNanos) {
        if (now == Long.MIN_VALUE) now = Math.floorDiv(atNanos, MINUTE) * MINUTE;
        while (now + MINUTE <= atNanos) {
            now += MINUTE;
            conversations.close(now, priors, this);
            int from = tallies.size();
            passOn();
            for (Tally tally : tallies.subList(0, from)) site.accept(tally, this);
            tallies.clear();
            site.close(now, this);
            if (now % (60 * MINUTE) == 0) priors = site.priors();
        }
    }

    /** The capture stops here and goes on at {@code atNanos}: one close for the whole jump. */
    public void jump(long atNanos) {
        until(now + MINUTE);
        now = Math.floorDiv(atNanos, MINUTE) * MINUTE;
    }

    private void passOn() {
        List<Surprise> found = List.copyOf(surprises);
        surprises.clear();
        for (Surprise surprise : found) site.accept(surprise, this);
        for (Moved one : moved) site.accept(one, this);
        moved.clear();
    }

    public void see(Observation observation) {
        until(observation.stamp().atNanos());
        if (observation instanceof Message || observation instanceof Traffic)
            conversations.accept(observation, priors, this);
        passOn();
        if (!(observation instanceof Message message) || message.verb().weight() >= 2) site.accept(observation, this);
    }

    public Stamp stamp(long atNanos) {
        order++;
        return new Stamp(atNanos, order, 0, order, false);
    }

    Message message(long atNanos, int client, int server, String operation, Verb verb, String target) {
        return message(atNanos, client, server, operation, verb, target, "1", Outcome.REQUEST);
    }

    Message message(
            long atNanos,
            int client,
            int server,
            String operation,
            Verb verb,
            String target,
            String unit,
            Outcome outcome) {
        Conversation conversation = new Conversation(ip(client), ip(server), Transport.TCP, 40_000, 502, 0);
        boolean fromClient = outcome == Outcome.REQUEST;
        return new Message(
                stamp(atNanos),
                conversation,
                fromClient,
                "modbus",
                operation,
                verb,
                outcome,
                unit,
                target,
                -1,
                Fields.NONE);
    }

    /** A step of a download, asked by the station that opened the connection or by the controller. */
    Message engineering(long atNanos, int station, int controller, boolean fromStation) {
        Conversation conversation = new Conversation(ip(station), ip(controller), Transport.TCP, 40_000, 102, 0);
        String step = fromStation ? "request download" : "download block";
        return new Message(
                stamp(atNanos),
                conversation,
                fromStation,
                "s7comm",
                step,
                Verb.DOWNLOAD,
                Outcome.REQUEST,
                "1",
                "OB1",
                -1,
                Fields.NONE);
    }

    void read(long atNanos, int client, int server) {
        see(message(atNanos, client, server, "read holding registers", Verb.READ, "holding 100 x10"));
    }

    void write(long atNanos, int client, int server) {
        see(message(atNanos, client, server, "write single register", Verb.WRITE, "holding 7"));
    }

    public Traffic traffic(long atNanos, int client, int server, String service, int packets) {
        Conversation conversation = new Conversation(ip(client), ip(server), Transport.TCP, 40_000, 502, 0);
        return new Traffic(
                stamp(atNanos),
                conversation,
                service,
                Math.floorDiv(atNanos, MINUTE) * MINUTE,
                new Traffic.Side(packets, packets * 80L, mac(client), 64),
                new Traffic.Side(packets, packets * 80L, mac(server), 64),
                0,
                0,
                Traffic.Opening.NONE,
                false,
                false);
    }

    static long mac(int host) {
        return 0x0200_0000_0000L | host;
    }

    void arp(long atNanos, int host, long mac) {
        see(new Binding(stamp(atNanos), ip(host), mac, 0, Binding.Source.ARP_REPLY));
    }
}
