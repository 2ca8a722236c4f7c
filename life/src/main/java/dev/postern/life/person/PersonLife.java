package dev.postern.life.person;

import dev.postern.life.Watch;
import dev.postern.life.habit.Kinds;
import dev.postern.model.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is remembered of one account: from which hosts, on which, over what and at which hours it acts. At most 24 KiB. */
final class PersonLife {
    private static final int FROM_MAX = 48;
    private static final int TO_MAX = 96;
    private static final int OVER_MAX = 24;
    private static final int HOURS = 24;
    /** People act a few times a day; what they did a quarter ago still tells something. */
    private static final double HALF_LIFE_DAYS = 90;

    private static final int NAMED_MAX = 4;

    final String account;
    final int bornMinute;
    int lastMinute;
    int activeMinutes;
    final Kinds from = new Kinds(FROM_MAX, HALF_LIFE_DAYS);
    final Kinds to = new Kinds(TO_MAX, HALF_LIFE_DAYS);
    final Kinds over = new Kinds(OVER_MAX, HALF_LIFE_DAYS);
    final Kinds hours = new Kinds(HOURS, HALF_LIFE_DAYS);
    /** By name, for people to read; of many the latest. */
    private final TreeMap<String, Named> fromNamed = new TreeMap<>();

    private final TreeMap<String, Named> onNamed = new TreeMap<>();
    private final TreeMap<String, Named> overNamed = new TreeMap<>();

    /** When something was so; mutable. */
    private static final class Named {
        int firstMinute;
        int lastMinute;
        int minutes;
    }

    PersonLife(String account, int minute) {
        this.account = account;
        bornMinute = minute;
    }

    void acted(int minute, String host, String place, String service) {
        if (minute > lastMinute) {
            lastMinute = minute;
            activeMinutes++;
        }
        name(fromNamed, FROM_MAX / 2, host, minute);
        if (!place.isEmpty()) name(onNamed, TO_MAX / 2, place, minute);
        name(overNamed, OVER_MAX, service, minute);
    }

    private static void name(TreeMap<String, Named> named, int most, String text, int minute) {
        Named one = named.get(text);
        if (one == null) {
            if (named.size() >= most)
                named.remove(named.entrySet().stream()
                        .min(Comparator.<Map.Entry<String, Named>>comparingInt(e -> e.getValue().lastMinute)
                                .thenComparing(Map.Entry::getKey))
                        .orElseThrow()
                        .getKey());
            named.put(text, one = new Named());
            one.firstMinute = minute;
        }
        if (minute > one.lastMinute) one.minutes++;
        one.lastMinute = Math.max(one.lastMinute, minute);
    }

    /** The first few it ever showed, as long as they are remembered. */
    private static String words(TreeMap<String, Named> named, int known) {
        List<String> first = named.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Named>>comparingInt(e -> e.getValue().firstMinute)
                        .thenComparing(Map.Entry::getKey))
                .limit(NAMED_MAX)
                .map(Map.Entry::getKey)
                .toList();
        return String.join(", ", first) + (known > first.size() ? " and others" : "");
    }

    String fromInWords() {
        return words(fromNamed, from.size());
    }

    String overInWords() {
        return words(overNamed, over.size());
    }

    Person person() {
        List<Integer> at = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) if (hours.knows(1 + hour)) at.add(hour);
        return new Person(
                account,
                bornMinute * Watch.MINUTE_NANOS,
                lastMinute * Watch.MINUTE_NANOS,
                activeMinutes,
                habits(fromNamed),
                habits(onNamed),
                habits(overNamed),
                List.copyOf(at));
    }

    private static List<Person.Habit> habits(TreeMap<String, Named> named) {
        return named.entrySet().stream()
                .map(e -> new Person.Habit(
                        e.getKey(),
                        e.getValue().firstMinute * Watch.MINUTE_NANOS,
                        e.getValue().lastMinute * Watch.MINUTE_NANOS,
                        e.getValue().minutes))
                .sorted(Comparator.comparingLong(Person.Habit::lastNanos)
                        .reversed()
                        .thenComparing(Person.Habit::what))
                .toList();
    }
}
