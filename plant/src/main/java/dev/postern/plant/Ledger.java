package dev.postern.plant;

import dev.postern.model.Address;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The book of what attackers did, and of what only looked like it. Frames enter it as they pass the mirror port. */
final class Ledger {
    /** Frame numbers kept for one action; more are counted only. */
    static final int FRAMES_MAX = 10_000;

    /** Addresses kept for one action. */
    static final int TOUCHED_MAX = 300;

    private final List<Entry> entries = new ArrayList<>();
    private final List<WorkOrder> orders = new ArrayList<>();

    /** One telling of a story: which, whose, and when it gave itself away. */
    static final class Telling {
        private final int number;
        private final Cause cause;
        private long knowableNanos = Label.NOT_YET;

        Telling(int number, Cause cause) {
            this.number = number;
            this.cause = cause;
        }

        int number() {
            return number;
        }

        Cause cause() {
            return cause;
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
        private final Technique technique;
        private final boolean harmfulWrite;
        private long[] frames = new long[8];
        private int count;
        private long unlisted;
        private long lastNanos;
        private final List<Host> involved = new ArrayList<>(2);
        private final Set<Integer> spoken = new LinkedHashSet<>();
        /** Of IPv6, those that somebody involved speaks from. */
        private final Set<Address> own = new LinkedHashSet<>();

        Entry(
                Telling telling,
                boolean givesAway,
                String action,
                long atNanos,
                Host source,
                Host target,
                Technique technique,
                boolean harmfulWrite) {
            this.telling = telling;
            this.givesAway = givesAway;
            this.action = action;
            this.atNanos = atNanos;
            this.source = address(source);
            this.target = address(target);
            this.technique = technique;
            involves(source, target);
            this.harmfulWrite = harmfulWrite;
        }

        /** It also touches these, whether or not a frame of it shows them. */
        Entry involves(Host... others) {
            involved.addAll(List.of(others));
            return this;
        }

        @Override
        public void passed(long frameNumber, long frameNanos, byte[] frame) {
            lastNanos = frameNanos;
            if (spoken.size() < TOUCHED_MAX) Headers.stations(frame, spoken);
            if (Headers.isIpv6(frame) && involvesCard(Headers.card(frame))) own.add(Headers.ipv6Source(frame));
            if (givesAway && telling.knowableNanos == Label.NOT_YET) telling.knowableNanos = frameNanos;
            if (count == FRAMES_MAX) {
                unlisted++;
                return;
            }
            if (count == frames.length) frames = Arrays.copyOf(frames, count * 2);
            frames[count++] = frameNumber;
        }

        private boolean involvesCard(long mac) {
            for (Host host : involved) if (host.mac() == mac) return true;
            return false;
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
                    addresses(Set.of()),
                    addresses(spoken),
                    technique.id,
                    technique.words,
                    harmfulWrite,
                    telling.knowableNanos);
        }

        private List<Address> addresses(Set<Integer> others) {
            Set<Address> all = new LinkedHashSet<>();
            for (Host host : involved) {
                all.add(Address.ipv4(host.ip()));
                for (int ip : host.formerIps()) all.add(Address.ipv4(ip));
                if (host.mac() != 0) all.add(Address.mac(host.mac()));
                for (long mac : host.formerMacs()) all.add(Address.mac(mac));
            }
            all.addAll(own);
            for (int ip : others) all.add(Address.ipv4(ip));
            return List.copyOf(all);
        }
    }

    /** @param givesAway whether its first frame shows a perfect observer that an attack is going on */
    Entry open(
            Telling telling, boolean givesAway, String action, long atNanos, Host source, Host target, Technique how) {
        boolean attack = telling.cause instanceof Scenario;
        Entry entry = new Entry(
                telling, givesAway && attack, action, atNanos, source, target, how, how.harmfulWrite && attack);
        entries.add(entry);
        return entry;
    }

    private static Address address(Host host) {
        return Address.ipv4(host.ip());
    }

    /** How an action is classified. */
    enum Technique {
        ADVERSARY_IN_THE_MIDDLE("T0830", "Adversary-in-the-Middle", false),
        SPOOFED_VALUE("T0856", "Spoof Reporting Message", true),
        NETWORK_ENUMERATION("T0840", "Network Connection Enumeration", false),
        REMOTE_DISCOVERY("T0846", "Remote System Discovery", false),
        DEVICE_INFORMATION("T0888", "Remote System Information Discovery", false),
        POINT_READ("T0861", "Point & Tag Identification", false),
        UNAUTHORISED_COMMAND("T0855", "Unauthorized Command Message", true),
        PARAMETER_CHANGE("T0836", "Modify Parameter", true),
        STOP("T0858", "Change Operating Mode", true),
        DOWNLOAD("T0843", "Program Download", true),
        RESTART("T0816", "Device Restart/Shutdown", true),
        ALARMS_OFF("T0878", "Alarm Suppression", true),
        ROGUE_NETWORK("T0860", "Wireless Compromise", false),
        INTERNET_ACCESSIBLE("T0883", "Internet Accessible Device", false),
        BEACON("T0869", "Standard Application Layer Protocol", false),
        REMOTE_SERVICES("T0886", "Remote Services", false),
        TOOL_TRANSFER("T0867", "Lateral Tool Transfer", false),
        DENIAL("T0814", "Denial of Service", true),
        FIRMWARE("T0857", "System Firmware", true),
        TUNNEL("T0869", "Standard Application Layer Protocol", false),
        VALID_ACCOUNTS("T0859", "Valid Accounts", false),
        TRACES_REMOVED("T0872", "Indicator Removal on Host", false),
        PROXY("T0884", "Connection Proxy", true),
        PROGRAM_UPLOAD("T0845", "Program Upload", false),
        DEFAULT_PASSWORD("T0812", "Default Credentials", false),
        DESTRUCTION("T0809", "Data Destruction", true),
        CREDENTIALS_COPIED("T1003", "OS Credential Dumping", false),
        INFORMATION_THEFT("T0882", "Theft of Operational Information", false),
        SCHEDULED_TASK("T1053", "Scheduled Task/Job", false),
        PROXY_OUT("T0884", "Connection Proxy", false),
        MANIPULATION("T0831", "Manipulation of Control", true),
        REMOVABLE_MEDIA("T0847", "Replication Through Removable Media", false),
        DUAL_HOMED("T0886", "Remote Services", false),
        FLOOD("T0814", "Denial of Service", false),
        LATERAL_EXECUTION("T1569", "System Services", false);

        final String id;
        /** Its name in ATT&CK. */
        final String words;

        final boolean harmfulWrite;

        Technique(String id, String words, boolean harmfulWrite) {
            this.id = id;
            this.words = words;
            this.harmfulWrite = harmfulWrite;
        }
    }

    void announce(WorkOrder order) {
        orders.add(order);
    }

    int orderCount() {
        return orders.size();
    }

    List<WorkOrder> orders() {
        return List.copyOf(orders);
    }

    List<Label> labels() {
        List<Label> labels = new ArrayList<>(entries.size());
        for (Entry entry : entries) labels.add(entry.label());
        return List.copyOf(labels);
    }
}
