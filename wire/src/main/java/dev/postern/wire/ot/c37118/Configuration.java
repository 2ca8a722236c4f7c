package dev.postern.wire.ot.c37118;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a configuration frame says of the data frames of its stream; without it their contents cannot be told apart. At most {@link
 * #STATIONS_MAX} stations with {@link #CHANNELS_MAX} channels in all.
 */
final class Configuration {
    static final int STATIONS_MAX = 64;
    static final int CHANNELS_MAX = 2048;
    /** Values of a data frame that have a name. */
    static final int POINTS_MAX = 256;

    private static final int POINT_CHARACTERS_MAX = 48;
    static final int POLAR = 1, PHASOR_FLOAT = 2, ANALOG_FLOAT = 4, FREQUENCY_FLOAT = 8;
    private static final int NAME_BYTES = 16;
    private static final int DIGITAL_BITS = 16;
    private static final double PHASOR_UNIT = 1e-5;

    /** One measuring unit within the stream. */
    static final class Station {
        String name = "";
        int id;
        int format;
        int phasors;
        int analogs;
        int digitals;
        int nominalHertz;
        /** Of phasors and analogs, while the configuration is read. */
        private final transient List<String> names = new ArrayList<>();
        /** Of integer phasors: volts or amperes a unit. */
        double[] scales = {};

        /** Octets in a data frame. */
        int bytes() {
            int phasor = (format & PHASOR_FLOAT) != 0 ? 8 : 4;
            int analog = (format & ANALOG_FLOAT) != 0 ? 4 : 2;
            int frequency = (format & FREQUENCY_FLOAT) != 0 ? 4 : 2;
            return 2 + phasor * phasors + 2 * frequency + analog * analogs + 2 * digitals;
        }
    }

    final ArrayList<Station> stations = new ArrayList<>();
    int timeBase;
    int count;
    int rate;
    int changes;
    List<Object> channels = new ArrayList<>();
    /** What the values of a data frame are called, in its order; the same list for all of them. Null in homes from before. */
    private ArrayList<String> points;

    /** It ended early, or goes beyond the limits: it cannot be used. */
    boolean broken;

    /**
     * @param third of type 3, which has names of any length and more about each channel
     * @param from where the time base begins, behind the continuation index of type 3
     * @param to where the check begins
     */
    static Configuration read(Bytes bytes, boolean third, int from, int to) {
        Configuration configuration = new Configuration();
        configuration.timeBase = (int) (bytes.u32(from) & 0xFF_FFFF);
        configuration.count = bytes.u16(from + 4);
        int at = from + 6;
        int channels = 0;
        for (int i = 0; i < configuration.count && !configuration.broken; i++) {
            Station station = new Station();
            at = third ? configuration.third(bytes, at, station) : configuration.second(bytes, at, station);
            channels += station.phasors + station.analogs + station.digitals;
            if (at > to || i == STATIONS_MAX || channels > CHANNELS_MAX) configuration.broken = true;
            else configuration.stations.add(station);
        }
        configuration.points = new Naming(configuration).points;
        configuration.rate = (short) bytes.u16(at);
        if (at + 2 > to) configuration.broken = true;
        return configuration;
    }

    private int second(Bytes bytes, int from, Station station) {
        station.name = bytes.ascii(from, NAME_BYTES);
        int at = numbers(bytes, from + NAME_BYTES, station, 0);
        int names = station.phasors + station.analogs + DIGITAL_BITS * station.digitals;
        for (int i = 0; i < names && bytes.has(at, NAME_BYTES); i++, at += NAME_BYTES)
            channel(bytes.ascii(at, NAME_BYTES), station);
        int scales = Math.min(station.phasors, (bytes.length() - at) / 4);
        station.scales = new double[Math.max(0, scales)];
        for (int i = 0; i < station.scales.length; i++) station.scales[i] = bytes.u24(at + 4 * i + 1) * PHASOR_UNIT;
        return end(bytes, at + 4 * (station.phasors + station.analogs + station.digitals), station);
    }

    private int third(Bytes bytes, int from, Station station) {
        station.name = bytes.utf8(from + 1, bytes.u8(from));
        int at = numbers(bytes, from + 1 + bytes.u8(from), station, 16);
        int names = station.phasors + station.analogs + DIGITAL_BITS * station.digitals;
        for (int i = 0; i < names && bytes.has(at, 1 + bytes.u8(at)); i++, at += 1 + bytes.u8(at))
            channel(bytes.utf8(at + 1, bytes.u8(at)), station);
        int scales = Math.min(station.phasors, (bytes.length() - at) / 12);
        station.scales = new double[Math.max(0, scales)];
        for (int i = 0; i < station.scales.length; i++) station.scales[i] = bytes.f32(at + 12 * i + 4);
        int place = at + 12 * station.phasors + 8 * station.analogs + 4 * station.digitals;
        return end(bytes, place + 21, station);
    }

    /** Id, format and the counts of channels; {@code global} octets of a global id stand between the first two. */
    private int numbers(Bytes bytes, int at, Station station, int global) {
        station.id = bytes.u16(at);
        int format = at + 2 + global;
        station.format = bytes.u16(format);
        station.phasors = bytes.u16(format + 2);
        station.analogs = bytes.u16(format + 4);
        station.digitals = bytes.u16(format + 6);
        return format + 8;
    }

    private void channel(String name, Station station) {
        if (channels.size() < 256) channels.add(name.isEmpty() ? "-" : name);
        if (station.names.size() < station.phasors + station.analogs && station.names.size() < POINTS_MAX)
            station.names.add(name);
    }

    List<String> points() {
        return points == null ? List.of() : points;
    }

    /** Names as the stations give them, each once; angles have none, as they turn with the frequency. */
    private static final class Naming {
        final ArrayList<String> points = new ArrayList<>();
        private final Set<String> given = new HashSet<>();
        private String before = "";

        Naming(Configuration configuration) {
            for (Station station : configuration.stations) {
                if (configuration.stations.size() > 1)
                    before = (station.name.isEmpty() ? "station " + station.id : station.name) + ' ';
                for (int i = 0; i < station.phasors; i++) add(station, i, "phasor ", i, " magnitude");
                add("frequency");
                add("frequency change");
                for (int i = 0; i < station.analogs; i++) add(station, station.phasors + i, "analog ", i, "");
                for (int i = 0; i < station.digitals; i++) add("digital " + (i + 1));
                station.names.clear();
            }
        }

        private void add(Station station, int channel, String kind, int number, String after) {
            String name =
                    channel < station.names.size() ? station.names.get(channel).strip() : "";
            add((name.isEmpty() ? kind + (number + 1) : name) + after);
        }

        private void add(String name) {
            if (points.size() == POINTS_MAX) return;
            String whole = before + name;
            String cut = whole.substring(0, Math.min(whole.length(), POINT_CHARACTERS_MAX));
            points.add(given.add(cut) ? cut : cut + " #" + points.size());
        }
    }

    private int end(Bytes bytes, int at, Station station) {
        station.nominalHertz = (bytes.u16(at) & 1) != 0 ? 50 : 60;
        changes = bytes.u16(at + 2);
        return at + 4;
    }

    List<Object> names() {
        List<Object> names = new ArrayList<>();
        for (Station station : stations) names.add(station.name);
        return names;
    }
}
