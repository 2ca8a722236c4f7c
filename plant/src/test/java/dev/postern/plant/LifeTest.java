package dev.postern.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.plant.net.Host;
import dev.postern.plant.site.Hours;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Eight days of an undisturbed plant, looked at from several sides. */
class LifeTest {
    private static final int ENGINEERING = Host.ip("10.10.2.40");
    private static final int SCADA = Host.ip("10.10.2.10");
    private static List<Tape.Seen> monday;
    private static List<Tape.Seen> talkOfWeek;

    @BeforeAll
    static void live() {
        long start = PlantSettings.MONDAY_NANOS;
        monday = Tape.record(new Plant(PlantSettings.demo(7)), start + 24 * Tape.HOUR);
        talkOfWeek = new ArrayList<>();
        dev.postern.model.Frame frame = new dev.postern.model.Frame();
        Plant plant = new Plant(new PlantSettings(7, start, 1, 60, false));
        while (plant.next(frame) && frame.atNanos < start + 8 * 24 * Tape.HOUR) {
            frame.number = 0;
            talkOfWeek.add(Tape.decode(frame));
        }
    }

    private static List<Tape.Seen> week(Predicate<Tape.Seen> which) {
        return talkOfWeek.stream().filter(which).toList();
    }

    @Test
    void aPollIsAnswered() {
        Map<Integer, Integer> open = new HashMap<>();
        int answered = 0;
        for (Tape.Seen seen : monday) {
            if (!seen.isTcp() || seen.payload().length < 8 || (seen.fromIp() != SCADA && seen.toIp() != SCADA))
                continue;
            byte[] payload = seen.payload();
            int key = seen.fromPort() == 502 ? seen.toPort() : seen.fromPort();
            int transaction = (key << 16) ^ ((payload[0] & 0xFF) << 8) ^ (payload[1] & 0xFF);
            if (seen.toPort() == 502) open.put(transaction, payload[7] & 0xFF);
            if (seen.fromPort() != 502 || !open.containsKey(transaction)) continue;
            assertThat(payload[7] & 0xFF).isEqualTo(open.get(transaction));
            answered++;
        }
        assertThat(answered).isGreaterThan(10_000);
    }

    @Test
    void theEngineeringStationTouchesControllersInOfficeHoursOnly() {
        List<Tape.Seen> engineering =
                week(seen -> seen.fromIp() == ENGINEERING && seen.toIp() >>> 8 == Host.ip("10.10.1.0") >>> 8);
        assertThat(engineering)
                .isNotEmpty()
                .allMatch(seen -> Hours.isWorkday(seen.atNanos()))
                .allMatch(seen -> Hours.hour(seen.atNanos()) >= 8 && Hours.hour(seen.atNanos()) < 18);
    }

    @Test
    void nobodyIsInTheOfficeAtNightOrOnSunday() {
        assertThat(week(seen -> seen.fromIp() >>> 8 == Host.ip("10.10.30.0") >>> 8 && (seen.fromIp() & 0xFF) > 100))
                .isNotEmpty()
                .allMatch(seen -> Hours.isWorkday(seen.atNanos()))
                .allMatch(seen -> Hours.hour(seen.atNanos()) >= 7 && Hours.hour(seen.atNanos()) < 19);
    }

    @Test
    void operatorsSetPointsAndMostlyByDay() {
        List<Tape.Seen> writes = week(
                seen -> seen.isTcp() && seen.toPort() == 502 && seen.payload().length > 7 && seen.payload()[7] == 6);
        assertThat(writes).hasSizeGreaterThan(20);
        long byDay =
                writes.stream().filter(seen -> Hours.isDayShift(seen.atNanos())).count();
        assertThat(byDay).isGreaterThan(writes.size() * 3L / 4);
    }

    @Test
    void theBackupRunsEveryNight() {
        Set<Long> days = new HashSet<>();
        for (Tape.Seen seen : talkOfWeek)
            if (seen.isTcp()
                    && seen.toIp() == Host.ip("10.10.2.6")
                    && Hours.hour(seen.atNanos()) == 1
                    && seen.bytes().length > 1_400) days.add(Hours.midnight(seen.atNanos()));
        assertThat(days).hasSize(8);
    }

    @Test
    void theTankLevelFollowsItsPump() {
        List<Integer> levels = new ArrayList<>();
        for (Tape.Seen seen : monday) {
            if (seen.fromPort() != 502 || seen.ttl() != 64) continue;
            byte[] payload = seen.payload();
            if (payload.length == 25) levels.add((payload[9] & 0xFF) << 8 | (payload[10] & 0xFF));
        }
        int lowest = levels.stream().min(Integer::compare).orElseThrow();
        int highest = levels.stream().max(Integer::compare).orElseThrow();
        assertThat(lowest).isBetween(4_000, 7_000);
        assertThat(highest).isBetween(6_000, 9_000);
        assertThat(highest - lowest).isGreaterThan(800);
    }

    @Test
    void aRoutedPacketPassesTwiceWithOtherHardwareAddressesAndOneTtlLess() {
        List<Tape.Seen> polls = monday.stream()
                .filter(seen -> seen.fromIp() == SCADA && seen.toPort() == 502 && seen.payload().length > 0)
                .limit(400)
                .toList();
        for (int i = 0; i + 1 < polls.size(); i += 2) {
            Tape.Seen before = polls.get(i);
            Tape.Seen after = polls.get(i + 1);
            assertThat(after.sequence()).isEqualTo(before.sequence());
            assertThat(after.ttl()).isEqualTo(before.ttl() - 1);
            assertThat(after.fromMac()).isNotEqualTo(before.fromMac());
            assertThat(after.payload()).isEqualTo(before.payload());
        }
    }

    @Test
    void implicitMessagesKeepTheirRhythm() {
        long before = 0;
        for (Tape.Seen seen : monday) {
            if (seen.fromPort() != 2222 || seen.fromIp() != Host.ip("10.10.1.20")) continue;
            if (before != 0) assertThat(seen.atNanos() - before).isBetween(2_495_000_000L, 2_505_000_000L);
            before = seen.atNanos();
        }
        assertThat(before).isPositive();
    }
}
