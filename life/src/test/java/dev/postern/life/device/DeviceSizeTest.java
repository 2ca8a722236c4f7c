package dev.postern.life.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Layout;
import dev.postern.life.Site;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Tally;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How many bytes of heap one device takes, counted object by object: whom it meets, how much it sends, when it is there, what it commands and is told. Not
 * counted to it are its conversations, each with a budget of its own, and the tables of the whole site, which have limits of their own.
 */
class DeviceSizeTest {
    private static final long DAY = 1440 * Site.MINUTE;
    private static final int YEARS = 730;
    private static final String LONG = "a-name-that-goes-on-and-on-and-on-";

    private final Site site = new Site();
    private final Random random = new Random(3);

    /** What one device does in one contact; every kind of thing that is remembered of it, with more of each than there is room for. */
    private void contact(long at, int number) {
        int peer = 100 + number % 700;
        String service = number % 5 == 0 ? "smb2" : "service " + number % 150;
        site.see(site.traffic(at, 1, peer, service, 4 + random.nextInt(2000)));
        site.see(site.traffic(at + 1, peer, 1, "own " + number % 150, 4));
        site.site.accept(
                new Tally(
                        site.stamp(at + 2),
                        Site.ip(1),
                        Site.ip(2),
                        "dns",
                        "",
                        "query A",
                        Verb.RESOLVE,
                        "n" + number + "." + LONG + number % 97 + ".example",
                        at / Site.MINUTE * Site.MINUTE,
                        1,
                        0),
                site);
        site.site.accept(command(at + 3, 1, peer, number), site);
        site.site.accept(command(at + 4, peer, 1, number), site);
    }

    private Message command(long at, int from, int to, int number) {
        Conversation conversation = new Conversation(Site.ip(from), Site.ip(to), Transport.TCP, 40_000, 502, 0);
        String protocol = number % 3 == 0 ? "modbus" : number % 3 == 1 ? "dnp3" : "iec104";
        Object value = number % 2 == 0 ? random.nextBoolean() : (Object) (long) random.nextInt(5000);
        return new Message(
                site.stamp(at),
                conversation,
                true,
                protocol,
                "write",
                number % 11 == 0 ? Verb.DOWNLOAD : Verb.WRITE,
                Outcome.REQUEST,
                "1",
                (number % 2 == 0 ? "coil " : LONG + "holding ") + number % 130,
                -1,
                Fields.of("value", value));
    }

    private DeviceLife device() {
        return site.site.device(Site.ip(1), site.stamp(Site.START));
    }

    @Test
    void theFullestDeviceKeepsItsBudgetWhateverComesAndDoesNotGrowInTwoYears() {
        long quarter = 0;
        int number = 0;
        for (int day = 0; day < YEARS; day++) {
            long from = Site.START + day * DAY;
            // A capture of forty minutes each day; what comes, comes with breaks of several days.
            site.jump(from);
            for (int i = 0; i < 80; i++) contact(from + i * 30L * Site.SECOND, number += 1 + i % 3);
            site.until(from + 45 * Site.MINUTE);
            assertThat(Layout.of(device())).as("day %d", day).isLessThanOrEqualTo(DeviceLife.BYTES_MAX);
            if (day == YEARS / 4) quarter = Layout.of(device());
        }
        assertThat(site.site.limitsHit()).containsKeys("domains per device", "commanded servers per device");
        assertThat(Layout.of(device())).isBetween(DeviceLife.BYTES_MAX * 3L / 4, quarter * 21 / 20);
        // With what is promised: ledgers of two years, frames of commands.
        assertThat((long) device().bytes()).isBetween(Layout.of(device()), (long) DeviceLife.BYTES_MAX);
    }
}
