package dev.postern.plant;

import dev.postern.model.Address;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The book of what attackers did, and of what only looked like it. Frames enter it as they pass the mirror port. */
final class Ledger {
    /** Frame numbers kept for one action; more are counted only. */
    static final int FRAMES_MAX = 10_000;

    private final List<Entry> entries = new ArrayList<>();

    /** One telling of a story: which, whose, and when it gave itself away. */
    static final class Telling {
        private final int number;
        private final Cause cause;
        private long knowableNanos = Label.NOT_YET;

        Telling(int number, Cause cause) {
            this.number = number;
            this.cause = cause;
        }
    }

    /** One action; witness of its frames. */
    static final class Entry implements Timeline.Witness {
        private final Telling telling;
        private final boolean givesAway;
        private final String action;
        private final long atNanos;
        private final Address source;
        private final Address target;
        private final String technique;
        private final boolean harmfulWrite;
        private long[] frames = new long[8];
        private int count;
        private long unlisted;
        private long lastNanos;

        Entry(
                Telling telling,
                boolean givesAway,
                String action,
                long atNanos,
                Address source,
                Address target,
                String technique,
                boolean harmfulWrite) {
            this.telling = telling;
            this.givesAway = givesAway;
            this.action = action;
            this.atNanos = atNanos;
            this.source = source;
            this.target = target;
            this.technique = technique;
            this.harmfulWrite = harmfulWrite;
        }

        @Override
        public void passed(long frameNumber, long frameNanos) {
            lastNanos = frameNanos;
            if (givesAway && telling.knowableNanos == Label.NOT_YET) telling.knowableNanos = frameNanos;
            if (count == FRAMES_MAX) {
                unlisted++;
                return;
            }
            if (count == frames.length) frames = Arrays.copyOf(frames, count * 2);
            frames[count++] = frameNumber;
        }

        Label label() {
            List<Long> numbers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) numbers.add(frames[i]);
            return new Label(
                    telling.number,
                    telling.cause,
                    action,
                    atNanos,
                    Math.max(atNanos, lastNanos),
                    List.copyOf(numbers),
                    unlisted,
                    source,
                    target,
                    technique,
                    harmfulWrite,
                    telling.knowableNanos);
        }
    }

    /** @param givesAway whether its first frame shows a perfect observer that an attack is going on */
    Entry open(
            Telling telling, boolean givesAway, String action, long atNanos, Host source, Host target, Technique how) {
        boolean attack = telling.cause instanceof Scenario;
        Entry entry = new Entry(
                telling,
                givesAway && attack,
                action,
                atNanos,
                address(source),
                address(target),
                how.id,
                how.harmfulWrite && attack);
        entries.add(entry);
        return entry;
    }

    private static Address address(Host host) {
        return Address.ipv4(host.ip());
    }

    /** How an action is classified. */
    enum Technique {
        ADVERSARY_IN_THE_MIDDLE("T0830", false),
        SPOOFED_VALUE("T0856", true),
        NETWORK_ENUMERATION("T0840", false),
        REMOTE_DISCOVERY("T0846", false),
        DEVICE_INFORMATION("T0888", false),
        POINT_READ("T0861", false),
        UNAUTHORISED_COMMAND("T0855", true),
        PARAMETER_CHANGE("T0836", true),
        STOP("T0858", true),
        DOWNLOAD("T0843", true),
        RESTART("T0816", true),
        ALARMS_OFF("T0878", true),
        ROGUE_NETWORK("T0860", false),
        INTERNET_ACCESSIBLE("T0883", false),
        BEACON("T0869", false),
        REMOTE_SERVICES("T0886", false),
        TOOL_TRANSFER("T0867", false),
        DENIAL("T0814", true),
        FIRMWARE("T0857", true),
        TUNNEL("T0869", false),
        VALID_ACCOUNTS("T0859", false),
        TRACES_REMOVED("T0872", false),
        PROXY("T0884", true),
        PROGRAM_UPLOAD("T0845", false),
        DEFAULT_PASSWORD("T0812", false),
        DESTRUCTION("T0809", true),
        CREDENTIALS_COPIED("T1003", false),
        INFORMATION_THEFT("T0882", false),
        SCHEDULED_TASK("T1053", false),
        PROXY_OUT("T0884", false),
        MANIPULATION("T0831", true),
        REMOVABLE_MEDIA("T0847", false),
        DUAL_HOMED("T0886", false),
        FLOOD("T0814", false),
        LATERAL_EXECUTION("T1569", false);

        final String id;
        final boolean harmfulWrite;

        Technique(String id, boolean harmfulWrite) {
            this.id = id;
            this.harmfulWrite = harmfulWrite;
        }
    }

    List<Label> labels() {
        List<Label> labels = new ArrayList<>(entries.size());
        for (Entry entry : entries) labels.add(entry.label());
        return List.copyOf(labels);
    }
}
