package dev.postern.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Frame;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Holidays;
import dev.postern.plant.site.Hours;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A year and a month of a thinned plant, from which what machines ask all the time is left out. */
class YearTest {
    private static final int OFFICE = Host.ip("10.10.30.0") >>> 8;
    private static final int SCADA = Host.ip("10.10.2.10");
    private static final int FILES = Host.ip("10.10.2.6");
    private static final int MIXER = Host.ip("10.10.1.19");
    private static final int PUMP = Host.ip("10.10.1.11");
    private static final Set<String> KEPT = new HashSet<>();
    private static List<Tape.Seen> year;

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1_000_000L;
    }

    @BeforeAll
    static void live() {
        long start = at("2026-03-02T00:00:00Z");
        Plant plant = new Plant(new PlantSettings(7, start, 1, 600, false));
        year = new ArrayList<>();
        Frame frame = new Frame();
        while (plant.next(frame) && frame.atNanos < start + 396 * 24 * Tape.HOUR) {
            Tape.Seen seen = Tape.decode(frame);
            if (isWorthKeeping(seen)) year.add(seen);
        }
    }

    /** Of desks and backups the first frame of a day, of the rest what the tests below look at. */
    private static boolean isWorthKeeping(Tape.Seen seen) {
        boolean large = seen.bytes().length > 1_400;
        if (seen.toPort() == 445 && !large && seen.bytes().length < 200) return true;
        if (seen.fromIp() >>> 8 == OFFICE || large)
            return KEPT.add(seen.fromMac() + " " + seen.toIp() + " " + large + " " + Hours.date(seen.atNanos()));
        if (seen.toIp() == MIXER && seen.isTcp()) return text(seen).contains("Recipe_No");
        return seen.fromIp() == PUMP && seen.isTcp();
    }

    private static String text(Tape.Seen seen) {
        return new String(seen.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static Set<LocalDate> daysWith(java.util.function.Predicate<Tape.Seen> which) {
        Set<LocalDate> days = new TreeSet<>();
        for (Tape.Seen seen : year) if (which.test(seen)) days.add(Hours.date(seen.atNanos()));
        return days;
    }

    private static boolean isDesk(Tape.Seen seen) {
        int host = seen.fromIp() & 0xFF;
        return seen.fromIp() >>> 8 == OFFICE && host > 100 && host < 200;
    }

    @Test
    void nobodyIsAtADeskOnHolidays() {
        Set<LocalDate> days = daysWith(YearTest::isDesk);
        assertThat(days).hasSizeGreaterThan(220).noneMatch(Holidays::isHoliday);
        assertThat(days)
                .contains(LocalDate.of(2026, 4, 2), LocalDate.of(2026, 4, 7))
                .doesNotContain(
                        LocalDate.of(2026, 4, 3),
                        LocalDate.of(2026, 4, 6),
                        LocalDate.of(2026, 5, 14),
                        LocalDate.of(2026, 12, 28),
                        LocalDate.of(2027, 3, 26));
    }

    @Test
    void easterIsWhenTheChurchSays() {
        assertThat(Holidays.easter(2024)).isEqualTo("2024-03-31");
        assertThat(Holidays.easter(2025)).isEqualTo("2025-04-20");
        assertThat(Holidays.easter(2026)).isEqualTo("2026-04-05");
        assertThat(Holidays.easter(2038)).isEqualTo("2038-04-25");
    }

    @Test
    void everybodyIsAwayForTwoWeeksInSummer() {
        for (int desk = 101; desk <= 104; desk++) {
            int ip = OFFICE << 8 | desk;
            LocalDate before = null;
            List<LocalDate> left = new ArrayList<>();
            for (LocalDate day : daysWith(seen -> seen.fromIp() == ip)) {
                if (before != null && before.plusDays(14).isBefore(day)) left.add(before);
                before = day;
            }
            assertThat(left)
                    .as("desk %s", desk)
                    .isNotEmpty()
                    .allMatch(day -> day.getMonthValue() >= 6 && day.getMonthValue() <= 8);
        }
    }

    @Test
    void theClockOnTheWallGoesForwardInMarchAndBackInOctober() {
        assertThat(Hours.hour(at("2026-03-29T00:59:59Z"))).isZero();
        assertThat(Hours.hour(at("2026-03-29T01:00:00Z"))).isEqualTo(2);
        assertThat(Hours.hour(at("2026-10-25T00:30:00Z"))).isEqualTo(1);
        assertThat(Hours.hour(at("2026-10-25T01:30:00Z"))).isEqualTo(1);
        assertThat(Hours.later(at("2026-03-28T09:00:00Z"), 1)).isEqualTo(at("2026-03-29T08:00:00Z"));
        assertThat(Hours.later(at("2026-10-24T08:00:00Z"), 1)).isEqualTo(at("2026-10-25T09:00:00Z"));
        assertThat(Hours.next(at("2026-07-01T12:00:00Z"), 7 * 60)).isEqualTo(at("2026-07-02T06:00:00Z"));
    }

    @Test
    void theBackupKeepsItsHourOnTheWall() {
        Map<LocalDate, Long> firsts = new TreeMap<>();
        for (Tape.Seen seen : year)
            if (seen.toIp() == FILES && seen.fromIp() == Host.ip("10.10.2.30") && seen.bytes().length > 1_400)
                firsts.putIfAbsent(Hours.date(seen.atNanos()), seen.atNanos());
        assertThat(firsts).hasSizeGreaterThan(390);
        assertThat(firsts.get(LocalDate.of(2026, 3, 28)))
                .isBetween(at("2026-03-28T01:30:00Z"), at("2026-03-28T01:31:00Z"));
        assertThat(firsts.get(LocalDate.of(2026, 3, 30)))
                .isBetween(at("2026-03-30T00:30:00Z"), at("2026-03-30T00:31:00Z"));
    }

    @Test
    void theServersAreSavedWholeOnSundays() {
        Set<LocalDate> days =
                daysWith(seen -> seen.toIp() == FILES && seen.fromIp() == SCADA && seen.bytes().length > 1_400);
        assertThat(days).hasSizeBetween(55, 57).allMatch(day -> day.getDayOfWeek() == DayOfWeek.SUNDAY);
    }

    @Test
    void recipesAreLoadedAtTheBeginningOfShiftsButNotOnSundays() {
        List<Tape.Seen> loaded =
                year.stream().filter(seen -> text(seen).contains("Recipe_No")).toList();
        assertThat(loaded)
                .hasSizeGreaterThan(500)
                .allMatch(seen -> Hours.weekday(seen.atNanos()) != 6)
                .allMatch(seen -> Hours.hour(seen.atNanos()) == 6 || Hours.hour(seen.atNanos()) == 14);
    }

    @Test
    void aLineIsOverhauledOnceAYear() {
        List<LocalDate> silent = new ArrayList<>();
        long before = 0;
        for (Tape.Seen seen : year) {
            if (seen.fromIp() != PUMP) continue;
            if (before != 0 && seen.atNanos() - before > 2 * Tape.HOUR) silent.add(Hours.date(before));
            before = seen.atNanos();
        }
        assertThat(silent).singleElement().satisfies(day -> {
            assertThat(day.getMonthValue()).isBetween(4, 9);
            assertThat(Holidays.isHoliday(day)).isFalse();
        });
    }

    @Test
    void guestsComeNowAndThenAndSomeComeAgain() {
        Map<Long, Set<LocalDate>> laptops = new HashMap<>();
        for (Tape.Seen seen : year)
            if (seen.fromIp() >>> 8 == OFFICE && (seen.fromIp() & 0xFF) >= 230)
                laptops.computeIfAbsent(seen.fromMac(), mac -> new HashSet<>()).add(Hours.date(seen.atNanos()));
        assertThat(laptops).hasSizeBetween(3, 12);
        assertThat(laptops.values()).anyMatch(days -> days.size() > 1);
    }

    @Test
    void theTownDrinksMoreInSummerAndBurnsMoreInWinter() {
        long winter = Instant.parse("2026-01-14T18:00:00Z").getEpochSecond();
        long summer = Instant.parse("2026-07-15T17:00:00Z").getEpochSecond();
        assertThat(Demand.water(summer)).isGreaterThan(1.2 * Demand.water(winter));
        assertThat(Demand.power(winter)).isGreaterThan(1.3 * Demand.power(summer));
        assertThat(Demand.celsius(summer)).isBetween(15.0, 28.0);
        assertThat(Demand.celsius(winter)).isBetween(-8.0, 5.0);
    }

    @Test
    void aMachineHasOneGuidForItsWholeLife() {
        Map<Integer, Set<String>> guids = new HashMap<>();
        for (Tape.Seen seen : year) {
            byte[] payload = seen.isTcp() && seen.toPort() == 445 ? seen.payload() : new byte[0];
            if (payload.length < 92 || payload[4] != (byte) 0xFE || payload[16] != 0) continue;
            guids.computeIfAbsent(seen.fromIp(), ip -> new HashSet<>())
                    .add(java.util.HexFormat.of().formatHex(payload, 80, 96));
        }
        assertThat(guids)
                .hasSizeGreaterThan(6)
                .allSatisfy((ip, of) -> assertThat(of).hasSize(1));
        assertThat(new HashSet<>(guids.values())).as("each its own").hasSize(guids.size());
    }
}
