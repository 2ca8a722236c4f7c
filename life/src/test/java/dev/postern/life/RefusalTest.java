package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Conversation;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A historian at .1 polls the controller at .11 all day, and at some hour sends the server at .12 a hundred times as much; that is told and becomes part of an incident. */
class RefusalTest {
    private static final int DAY = 1440;
    /** When it copies, in minutes of its day. */
    private static final int NIGHT = 400;

    private final Site site = new Site();
    private int minute;
    private long incident = Long.MIN_VALUE;

    private long now() {
        return START + minute * MINUTE;
    }

    private void sends(int server, int packets) {
        site.see(new Traffic(
                site.stamp(now() + 59 * SECOND),
                new Conversation(Site.ip(1), Site.ip(server), Transport.TCP, 40_000, 445, 0),
                "smb",
                now(),
                new Traffic.Side(packets, packets * 1000L, Site.mac(1), 64),
                new Traffic.Side(packets, packets * 80L, Site.mac(server), 64),
                0,
                0,
                Traffic.Opening.NONE,
                false,
                false));
    }

    private void minutes(int count) {
        for (int i = 0; i < count; i++) {
            sends(11, 30 + minute % 3);
            site.until(now() + MINUTE);
            minute++;
        }
    }

    /** What is told of it belongs to one incident, which began with the first of it. */
    private void copies() {
        sends(12, 7000);
        minutes(1);
        if (incident == Long.MIN_VALUE) incident = site.anomalies.getFirst().atNanos();
        for (int host : new int[] {1, 12}) site.site.refuse(Site.ip(host), incident, now());
    }

    private TreeSet<Integer> daysTold() {
        TreeSet<Integer> days = new TreeSet<>();
        for (Anomaly anomaly : site.anomalies) days.add((int) ((anomaly.atNanos() - START) / MINUTE / DAY));
        return days;
    }

    @Test
    void whatAnIncidentBroughtInItsFirstThreeDaysIsNoLesson() {
        minutes(2 * DAY);
        for (int i = 0; i < 5; i++) {
            copies();
            minutes(DAY / 2 - 1);
        }
        minutes(4 * DAY);
        site.anomalies.clear();
        copies();
        assertThat(site.anomalies).anySatisfy(a -> assertThat(a.pvalue()).isLessThan(1e-6));
    }

    @Test
    void whatComesEachNightInAnIncidentThatNobodyCalledMaliciousIsKnownInTheEnd() {
        minutes(2 * DAY + NIGHT);
        for (int night = 2; night < 16; night++) {
            copies();
            minutes(DAY - 1);
        }
        assertThat(daysTold()).contains(2, 3, 4, 5);
        assertThat(daysTold().last()).isLessThan(11);
    }
}
