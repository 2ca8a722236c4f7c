package dev.postern.life;

import dev.postern.life.habit.Kinds;
import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.List;

/** What is remembered of one account: from which hosts, on which, over what and at which hours it acts. At most 12 KiB. */
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
    private final List<String> fromNamed = new ArrayList<>(1);
    private final List<String> overNamed = new ArrayList<>(1);

    PersonLife(String account, int minute) {
        this.account = account;
        bornMinute = minute;
    }

    void acted(int minute, Address host, String service) {
        if (minute > lastMinute) {
            lastMinute = minute;
            activeMinutes++;
        }
        name(fromNamed, host.toString());
        name(overNamed, service);
    }

    private static void name(List<String> named, String text) {
        if (named.size() < NAMED_MAX && !named.contains(text)) named.add(text);
    }

    String fromInWords() {
        return String.join(", ", fromNamed) + (from.size() > fromNamed.size() ? " and others" : "");
    }

    String overInWords() {
        return String.join(", ", overNamed) + (over.size() > overNamed.size() ? " and others" : "");
    }
}
